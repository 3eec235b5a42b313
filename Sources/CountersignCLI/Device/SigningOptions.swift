internal import ArgumentParser
internal import CountersignDevice

/// What is signed, beside its text.
struct SigningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Sign with the key of this purpose.", valueName: "purpose"))
    var purpose: DeviceKeyPurpose?

    @Option(help: ArgumentHelp("Cents, for the phone's policy.", valueName: "cents"))
    var amount: Int?

    @Option(help: ArgumentHelp("What the app shows, for the phone's policy.", valueName: "text"))
    var subject: RawArgument?

    @Option(help: ArgumentHelp("Make this mistake once, instead of the phone's own.", valueName: "fault"))
    var fault: DeviceFault?

    /// - Throws: `not_utf8`.
    func subjectText() throws(CLIError) -> String? {
        guard let subject else { return nil }
        guard let text = subject.text else { throw CLIError(.notUTF8, "--subject: expected UTF-8") }
        return text
    }
}

/// Finds a phone and gives it a person to ask.
struct PhoneInHand {
    let device: VirtualDevice

    /// - Parameter fault: takes the place of the phone's own, for this call.
    /// - Throws: ``DeviceError``.
    init(_ name: RawArgument, in file: DeviceFile, fault: DeviceFault? = nil) throws {
        var record = try file.read().record(named: try name.deviceName)
        if let fault { record.fault = fault }
        device = VirtualDevice(record, store: file, prompt: TerminalQuestion.prompt)
    }
}
