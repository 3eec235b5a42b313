internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign change-request wait`: until the status is final.
struct ChangeRequestWait: Verb {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Read a change request until it has ended.",
        discussion: """
            Examples:
              countersign change-request wait "$ID" --attempts 1 --until AUTHORIZATION_REQUIRED
              countersign change-request wait "$ID" --interval 0.5 --until AUTHORIZATION_REQUIRED --until COMPLETED

            For scripts and tests: a service listens to webhooks in place of polling.

            Exit code 0: it ended, the status is printed. 1: it ended FAILED or EXPIRED. 75: it had not ended after all \
            attempts.
            """)

    @Argument(help: ArgumentHelp("Id of the change request.", valueName: "id"))
    var id: RawArgument
    @Option(help: ArgumentHelp("Seconds between two reads (2).", valueName: "seconds"))
    var interval: RawArgument?
    @Option(help: ArgumentHelp("How often it is read at most (15).", valueName: "count"))
    var attempts: RawArgument?
    @Option(
        help: ArgumentHelp(
            "A status to stop at, also several times (COMPLETED, FAILED, EXPIRED).", valueName: "status"))
    var until: [RawArgument] = []

    @OptionGroup var bank: BankOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (client, id) = (try bank.client(), try self.id.identifier("the id"))
        let pause = try seconds()
        let count = try attempts.map { option throws(CLIError) in try Self.count(option) } ?? 15
        var statuses: Set<ChangeRequestStatus> = until.isEmpty ? [.completed, .failed, .expired] : []
        for name in until { statuses.insert(ChangeRequestStatus(rawValue: try name.utf8("--until"))) }
        let request = try BlockingTask.run { [statuses] in
            try await client.pollUntilComplete(
                id, interval: pause, maxAttempts: count, terminalStatuses: statuses)
        }
        let document = try WireText.json(request)
        try reporting.print(try WireText.lines(request), json: document)
        return request.status == .failed || request.status == .expired ? .negative : .success
    }

    private static func count(_ option: RawArgument) throws(CLIError) -> Int {
        guard let count = Int(try option.utf8("--attempts")), (1...1_000_000).contains(count) else {
            throw CLIError(.usage, "--attempts: expected a number from 1 to 1000000")
        }
        return count
    }

    private func seconds() throws(CLIError) -> Duration {
        guard let interval else { return .seconds(2) }
        guard let seconds = Double(try interval.utf8("--interval")), (0...86_400).contains(seconds) else {
            throw CLIError(.usage, "--interval: expected seconds from 0 to 86400")
        }
        return .seconds(seconds)
    }
}
