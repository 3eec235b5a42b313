internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign security post-login`: how a customer logged in.
struct SecurityPostLogin: Verb {
    static let configuration = CommandConfiguration(
        commandName: "post-login",
        abstract: "Report the factors of a consumer's login, or ask the bank for the second one.",
        discussion: """
            Examples:
              countersign security post-login 21 --first Password --second Face
              countersign security post-login 21 --first Password --do-second-factor

            With --do-second-factor the bank asks the customer's device, or sends a one-time password, and answers 900 \
            with the reference number.
            """)

    @Argument(help: "ConsumerID.")
    var consumer: ConsumerArgument
    @Option(help: ArgumentHelp("First factor, by name or number.", valueName: "factor"))
    var first: RawArgument
    @Option(help: ArgumentHelp("Second factor, of another category.", valueName: "factor"))
    var second: RawArgument?
    @Flag(help: "Let the bank ask for the second factor.")
    var doSecondFactor = false
    @OptionGroup var options: SessionOptions
    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        guard (second == nil) == doSecondFactor else {
            throw ValidationError("give --second or --do-second-factor")
        }
    }

    func perform() throws -> ExitStatus {
        let first = try self.first.numbered(SecurityV2.SCAOption.self, "--first")
        let second = try self.second?.numbered(SecurityV2.SCAOption.self, "--second")
        let (session, note, id) = (try options.open(), try options.noteText(), consumer.id)
        let answer = try BlockingTask.run {
            try await session.reportLogin(of: id, first: first, second: second, note: note)
        }
        return try SecurityReport(reporting: reporting).print(answer, SecurityReport.lines(answer.content.scaRes))
    }
}
