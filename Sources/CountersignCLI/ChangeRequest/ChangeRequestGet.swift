internal import ArgumentParser
internal import CountersignClient

/// `countersign change-request get`: where it stands.
struct ChangeRequestGet: Verb {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Show a change request.",
        discussion: """
            Examples:
              countersign change-request get "$ID"
              countersign change-request get "$ID" --json

            Exit code 0: it was read, whatever its status. 69: the bank cannot be reached. 75: no answer in time. 76: \
            the bank refused, or answered something else than the API.
            """)

    @Argument(help: ArgumentHelp("Id of the change request.", valueName: "id"))
    var id: RawArgument

    @OptionGroup var bank: BankOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (client, id) = (try bank.client(), try self.id.identifier("the id"))
        let request = try BlockingTask.run { try await client.changeRequest(id) }
        let document = try WireText.json(request)
        try reporting.print(try WireText.lines(request), json: document)
        return .success
    }
}
