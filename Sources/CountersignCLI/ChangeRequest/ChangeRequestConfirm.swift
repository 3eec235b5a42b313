internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient
internal import CountersignPrimitives

/// `countersign change-request confirm`: ends the authorization.
struct ChangeRequestConfirm: Verb {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Confirm with the OTP that came or the signature that was made.",
        discussion: """
            Examples:
              countersign change-request authorize "$ID" --device "$DEVICE" | \\
                countersign challenge sign --key phone.pem --strip-newline | \\
                countersign change-request confirm "$ID" --device "$DEVICE" --signature -

            An OTP that everybody on the machine may not see comes from standard input: --tan -.

            Exit code 0: confirmed; the status is printed. 1: it ended FAILED or EXPIRED. 76: the bank refused, as it \
            does a wrong OTP or signature.
            """)

    @Argument(help: ArgumentHelp("Id of the change request.", valueName: "id"))
    var id: RawArgument
    @Option(help: ArgumentHelp("The person that got the OTP.", valueName: "id"))
    var person: RawArgument?
    @Option(help: ArgumentHelp("The OTP, or '-' for standard input.", valueName: "digits"))
    var tan: RawArgument?
    @Option(help: ArgumentHelp("The device that signed.", valueName: "id"))
    var device: RawArgument?
    @Option(help: ArgumentHelp("The field: hex of strict DER, or '-' for standard input.", valueName: "field"))
    var signature: RawArgument?

    @OptionGroup var bank: BankOptions
    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        let isOTP = person != nil && tan != nil && device == nil && signature == nil
        let isSignature = device != nil && signature != nil && person == nil && tan == nil
        guard isOTP || isSignature else {
            throw ValidationError("give --person and --tan, or --device and --signature")
        }
    }

    func perform() throws -> ExitStatus {
        let (client, id, proof) = (try bank.client(), try self.id.identifier("the id"), try self.proof())
        let request = try BlockingTask.run { try await client.confirm(id, proof) }
        let document = try WireText.json(request)
        try reporting.print(try WireText.lines(request), json: document)
        return request.status == .failed || request.status == .expired ? .negative : .success
    }

    private func proof() throws(CLIError) -> ConfirmChangeRequest {
        if let person, let tan {
            return .otp(try Self.line(tan, "the OTP", reporting.console), person: try person.identifier("--person"))
        }
        guard let device, let signature else { throw CLIError(.usage, "no proof was given") }
        return .device(
            try device.identifier("--device"),
            signature: try Self.line(signature, "the signature", reporting.console))
    }

    /// The argument, or a line of standard input.
    private static func line(_ argument: RawArgument, _ role: String, _ console: Console) throws(CLIError) -> String {
        guard argument.isDash else { return try argument.utf8(role) }
        let bytes = try StandardInput.read(limit: 1 << 16, role: role, console: console).copy
        return try RawArgument(bytes: FinalNewline.dropped(from: bytes)).utf8(role)
    }
}
