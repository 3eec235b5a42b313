internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign security logout`: ends the session.
struct SecurityLogout: Verb {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "End the session and remove its file.",
        discussion: """
            Examples:
              countersign security logout
              countersign security logout --reason SessionTimeout --json
            """)

    @Option(help: ArgumentHelp("Name or number of the reason (ManuallyLogout).", valueName: "reason"))
    var reason: RawArgument?
    @OptionGroup var options: SessionOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let reason = try self.reason?.numbered(SecurityV2.LogoutReason.self, "--reason") ?? .manuallyLogout
        let (session, note) = (try options.open(), try options.noteText())
        let answer = try BlockingTask.run { try await session.logout(reason, note: note) }
        if answer.code == .success { try options.file().remove() }
        return try SecurityReport(reporting: reporting).print(answer)
    }
}
