internal import ArgumentParser
internal import CountersignDevice
internal import CountersignHarness

/// `countersign device rotate`: a new key in the place of the old one, or a further one.
struct DeviceRotate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Add a key at the bank, or replace the one of its purpose.",
        discussion: """
            Examples:
              countersign device rotate phone --store ada.phones
              countersign device rotate phone --store ada.phones --purpose restricted

            An older key signs the new one's hex text. The new key is kept before the bank hears of it, so that \
            whatever happens no key is lost that the bank knows. Where the bank's answer was lost, rotate again: the \
            key that is pending is sent once more, and taken as the new one also where the bank has it already.

            Exit code 0: rotated. 1: refused. 69: not reached. 76: the bank answered garbage.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Option(help: ArgumentHelp("What the new key is for (unrestricted).", valueName: "purpose"))
    var purpose: DeviceKeyPurpose = .unrestricted

    @Option(help: ArgumentHelp("Which key signs for the new one.", valueName: "purpose"))
    var signedBy: DeviceKeyPurpose?

    @OptionGroup var store: StoreOptions
    @OptionGroup var bankOptions: BankOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let phone = try PhoneInHand(name, in: try store.open(reporting.console))
        let bank = try bankOptions.client()
        let report = try BlockingTask.run {
            try await ConnectedPhone(phone.device, at: bank).rotateKey(purpose, signedBy: signedBy)
        }
        return try report.printed(reporting, done: "rotated")
    }
}
