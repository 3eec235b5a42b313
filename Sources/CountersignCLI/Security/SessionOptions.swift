internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// Which session a command works in, and what every request may carry.
struct SessionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The session's file (security-session.json).", valueName: "file"), completion: .file())
    var session: RawArgument?
    @Option(help: ArgumentHelp("Your own reference, which the answer repeats.", valueName: "text"))
    var note: RawArgument?
    @Option(
        help: ArgumentHelp("Language of the description: 1 English, 2 Russian, 3 Latvian.", valueName: "1|2|3"))
    var culture: RawArgument?
    @Option(help: ArgumentHelp("Seconds that the call may take (30).", valueName: "seconds"))
    var timeout: RawArgument?

    static let prefix = "COUNTERSIGN_SECURITY_"

    func file() throws(CLIError) -> SessionFile { try Self.file(session) }

    /// The file named by the option, else by the variable, else the usual one.
    static func file(_ session: RawArgument?) throws(CLIError) -> SessionFile {
        let name = try Setting("session", session, prefix: prefix)?.text() ?? "security-session.json"
        return SessionFile(path: RawArgument(bytes: Array(name.utf8)))
    }

    /// The session as it was kept.
    func open() throws -> SecurityV2Session {
        let content = try file().read()
        var session = try SecurityV2Session(resuming: content.login, with: Self.client(content.url, timeout: timeout))
        session.culture = try chosenCulture()
        return session
    }

    /// A client of this address.
    static func client(_ address: String, timeout: RawArgument?) throws(CLIError) -> SecurityV2Client {
        var configuration = ClientConfiguration()
        if let seconds = try Setting("timeout", timeout, prefix: prefix)?.number(Int.self, 1...3600) {
            configuration.timeout = .seconds(seconds)
        }
        do {
            return try SecurityV2Client(address, configuration: configuration)
        } catch {
            throw CLIError(error)
        }
    }

    func noteText() throws(CLIError) -> String? {
        guard let note else { return nil }
        guard let text = note.text else { throw CLIError(.notUTF8, "--note: expected UTF-8") }
        return text
    }

    private func chosenCulture() throws(CLIError) -> SecurityV2.Culture? {
        guard let text = culture?.text else {
            if culture != nil { throw CLIError(.usage, "--culture: expected 1, 2 or 3") }
            return nil
        }
        guard let culture = Int(text).flatMap(SecurityV2.Culture.init(rawValue:)) else {
            throw CLIError(.usage, "--culture: expected 1, 2 or 3, found '\(text)'")
        }
        return culture
    }
}
