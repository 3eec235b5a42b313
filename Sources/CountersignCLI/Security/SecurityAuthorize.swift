internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign security authorize`: finishes a request, or gives it up.
struct SecurityAuthorize: Verb {
    static let configuration = CommandConfiguration(
        commandName: "authorize",
        abstract: "Authorize a request by its reference number, or cancel it.",
        discussion: """
            Examples:
              countersign security authorize "$REFERENCE" --code 12345678
              countersign security authorize "$OWN" --first Password --second Face
              countersign security authorize "$OWN" --cancel

            --code is what the customer was sent; it is encrypted with the session's key. --first and --second are \
            what you have checked yourself: names or numbers of two factors of different categories.

            The platform counts a malformed code as a try, and the fifth blocks the consumer: what is not 8 digits is \
            not sent.

            Exit code 76: the platform answered another code than 000, with the tries that are left.
            """)

    @Argument(help: "SCA reference number, 36 characters.")
    var reference: RawArgument
    @Option(help: ArgumentHelp("The one-time password of 8 digits.", valueName: "digits"))
    var code: RawArgument?
    @Option(help: ArgumentHelp("First factor.", valueName: "factor"))
    var first: RawArgument?
    @Option(help: ArgumentHelp("Second factor.", valueName: "factor"))
    var second: RawArgument?
    @Flag(help: "Give the request up.")
    var cancel = false
    @OptionGroup var options: SessionOptions
    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        let ways = [code != nil, first != nil || second != nil, cancel].count(where: { $0 })
        guard ways == 1, (first == nil) == (second == nil) else {
            throw ValidationError("give --code, or --first and --second, or --cancel")
        }
    }

    func perform() throws -> ExitStatus {
        let reference = try self.reference.reference()
        let first = try self.first?.numbered(SecurityV2.SCAOption.self, "--first")
        let second = try self.second?.numbered(SecurityV2.SCAOption.self, "--second")
        let password = try code?.password() ?? ""
        let (session, note) = (try options.open(), try options.noteText())
        let cancels = cancel
        let answer = try BlockingTask.run { () async throws -> SecurityV2.Answer<SecurityV2.Authorization> in
            if cancels { return try await session.cancel(reference, note: note) }
            guard let first, let second else {
                return try await session.authorize(reference, password: password, note: note)
            }
            return try await session.authorize(reference, first: first, second: second, note: note)
        }
        let number = answer.content.referenceID.flatMap { $0 > 0 ? String($0) : nil }
        return try SecurityReport(reporting: reporting).print(
            answer, [("action", number)] + SecurityReport.lines(answer.content.scaRes))
    }
}
