internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign security regenerate`: a new one-time password or push.
struct SecurityRegenerate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "regenerate",
        abstract: "Send a new one-time password or push for a reference number.",
        discussion: """
            Examples:
              countersign security regenerate "$FAILED"

            It is for a request whose last attempt has failed or expired, five times at most; the sixth call blocks \
            the customer.
            """)

    @Argument(help: "SCA reference number, 36 characters.")
    var reference: RawArgument
    @Option(help: ArgumentHelp("Type of the request: None, OTP (default), MobilePush.", valueName: "type"))
    var type: RawArgument?
    @OptionGroup var options: SessionOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let reference = try self.reference.reference()
        let type = try self.type?.numbered(SecurityV2.SCAType.self, "--type") ?? .otp
        let (session, note) = (try options.open(), try options.noteText())
        let answer = try BlockingTask.run { try await session.regenerate(reference, type: type, note: note) }
        return try SecurityReport(reporting: reporting).print(answer, SecurityReport.lines(answer.content.scaRes))
    }
}
