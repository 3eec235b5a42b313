internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign change-request authorize`: starts the authorization.
struct ChangeRequestAuthorize: Verb {
    static let configuration = CommandConfiguration(
        commandName: "authorize",
        abstract: "Start the authorization: an OTP for a person, or a text for a device to sign.",
        discussion: """
            Examples:
              countersign change-request authorize "$ID" --person "$PERSON"
              countersign change-request authorize "$ID" --device "$DEVICE" > text

            With --device it prints the text that is to be signed, with a line end that is not part of it; \
            'countersign challenge sign --strip-newline' takes it from a pipe. With --person it prints the status.
            """)

    @Argument(help: ArgumentHelp("Id of the change request.", valueName: "id"))
    var id: RawArgument
    @Option(help: ArgumentHelp("Send an OTP to this person.", valueName: "id"))
    var person: RawArgument?
    @Option(help: ArgumentHelp("Have this bound device sign.", valueName: "id"))
    var device: RawArgument?
    @Option(
        help: ArgumentHelp(
            "How the OTP travels: mobile_number (an SMS), or static (tests: 212212).", valueName: "method"))
    var method: RawArgument?
    @Option(
        help: ArgumentHelp("Which of the device's keys: unrestricted or restricted.", valueName: "purpose"))
    var purpose: RawArgument?

    @OptionGroup var bank: BankOptions
    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        guard (person == nil) != (device == nil) else { throw ValidationError("give --person or --device") }
        guard device == nil || method == nil else { throw ValidationError("--method belongs to --person") }
        guard person == nil || purpose == nil else { throw ValidationError("--purpose belongs to --device") }
    }

    func perform() throws -> ExitStatus {
        let (client, id, order) = (try bank.client(), try self.id.identifier("the id"), try self.order())
        let request = try BlockingTask.run { try await client.authorize(id, order) }
        let text = request.stringToSign ?? request.status.rawValue
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            reporting.console.hint("the text has control characters; --json shows them")
        }
        let document = try WireText.json(request)
        try reporting.print(text, json: document)
        return .success
    }

    private func order() throws(CLIError) -> AuthorizeChangeRequest {
        if let device {
            var order = AuthorizeChangeRequest.byDevice(try device.identifier("--device"))
            if let purpose { order.keyPurpose = KeyPurpose(rawValue: try purpose.utf8("--purpose")) }
            return order
        }
        let name = try method?.utf8("--method") ?? DeliveryMethod.mobileNumber.rawValue
        return AuthorizeChangeRequest(
            deliveryMethod: DeliveryMethod(rawValue: name), personID: try person?.identifier("--person"))
    }
}
