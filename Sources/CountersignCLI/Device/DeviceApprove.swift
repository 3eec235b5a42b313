internal import ArgumentParser
internal import CountersignAPI
internal import CountersignDevice
internal import CountersignHarness

/// `countersign device approve`: takes a change request from its beginning to its end.
struct DeviceApprove: Verb {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Authorize a change request by device, sign it, confirm it.",
        discussion: """
            Examples:
              countersign device approve phone "$CHANGE_REQUEST" --store ada.phones
              countersign device approve phone "$CHANGE_REQUEST" --store ada.phones --amount 5000 --subject 'to Grace'

            Exit code 0: confirmed. 1: refused by the bank or by the phone's policy, or it ends FAILED. 65: the phone \
            file or the id is malformed, or the phone is not bound. 66: there is no such phone. 69: the bank is not \
            reached. 75: nobody answered. 76: the bank refused a call before the signature, or answered garbage.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Argument(help: ArgumentHelp("The change request's id.", valueName: "id"))
    var changeRequest: RawArgument

    @OptionGroup var signing: SigningOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var bankOptions: BankOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        guard let id = changeRequest.text else { throw CLIError(.notUTF8, "the change request: expected UTF-8") }
        let phone = try PhoneInHand(name, in: try store.open(reporting.console), fault: signing.fault)
        let bank = try bankOptions.client()
        let subject = try signing.subjectText()
        let report = try BlockingTask.run {
            try await ConnectedPhone(phone.device, at: bank).approve(
                Identifier(id), purpose: signing.purpose, amount: signing.amount, subject: subject)
        }
        return try report.printed(reporting, done: "confirmed")
    }
}
