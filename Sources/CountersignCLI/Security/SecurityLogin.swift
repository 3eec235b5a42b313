internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient
internal import CountersignPrimitives

/// `countersign security login`: begins a session and keeps it in a file.
struct SecurityLogin: Verb {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Begin a session and keep it in a file.",
        discussion: """
            Examples:
              countersign security login --url "$URL" --user partner01 --password-file password.txt
              countersign security login --url "$URL" --user partner01 --password-file password.txt --force --json

            The file holds the token and the key of the session, with permissions 0600; neither is printed. The \
            password comes from --password-file or the variable COUNTERSIGN_SECURITY_PASSWORD; on a terminal you are \
            asked. --url and --user can be given as COUNTERSIGN_SECURITY_URL and COUNTERSIGN_SECURITY_USER.

            Exit code 69: no server. 76: refused. 73: the file is there, and --force was not said.
            """)

    @Option(help: ArgumentHelp("Address of the platform or the sandbox.", valueName: "address"))
    var url: RawArgument?
    @Option(help: ArgumentHelp("E-mail address, or 8 to 20 letters and digits.", valueName: "name"))
    var user: RawArgument?
    @Option(
        help: ArgumentHelp("Read the password from a file, without its final line end.", valueName: "file"),
        completion: .file())
    var passwordFile: RawArgument?
    @Option(help: ArgumentHelp("Scheme code, at most 6 characters.", valueName: "code"))
    var scheme: RawArgument?
    @Flag(help: "Replace the session file where it exists.")
    var force = false

    @Option(
        help: ArgumentHelp("The session's file (security-session.json).", valueName: "file"), completion: .file())
    var session: RawArgument?
    @Option(help: ArgumentHelp("Seconds that the call may take (30).", valueName: "seconds"))
    var timeout: RawArgument?
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let file = try SessionOptions.file(session)
        try OutputFile(path: file.path, mode: 0o600, overwrites: force).check()
        let address = try required("url", url)
        let name = try required("user", user)
        let client = try SessionOptions.client(address, timeout: timeout)
        let form = SecurityV2.LoginForm(
            userName: name, password: try password(),
            schemeCode: try Setting("scheme", scheme, prefix: SessionOptions.prefix)?.text())
        let login = try BlockingTask.run { try await client.login(form).login }
        try file.write(.init(url: address, user: name, login: login), force: force)
        let shown = PrintableText.of(file.path.bytes)
        try reporting.print(
            "session  \(shown)\nexpires  \(login.expires)",
            json: .object([
                ("user", .string(name)), ("file", .string(shown)), ("expires", .string(login.expires.description)),
                ("expires_in", .integer(login.expiresIn)),
            ]))
        return .success
    }

    private func required(_ name: String, _ option: RawArgument?) throws(CLIError) -> String {
        guard let setting = Setting(name, option, prefix: SessionOptions.prefix) else {
            let variable = SessionOptions.prefix + name.uppercased()
            throw CLIError(.usage, "no \(name) was given", hint: "give --\(name) or the variable \(variable)")
        }
        return try setting.text()
    }

    private func password() throws(CLIError) -> String {
        let flags = PassphraseFlags(
            role: "the password", file: passwordFile, descriptor: nil, isStandardInput: false,
            variable: SessionOptions.prefix + "PASSWORD")
        guard let source = flags.given ?? (TerminalPrompt.isPossible ? .terminal : nil) else {
            throw CLIError(
                .passphraseMissing, "a password is needed",
                hint: "give it by --password-file or the variable \(SessionOptions.prefix)PASSWORD")
        }
        let bytes = try source.read(prompt: "Password: ", isNew: false, console: reporting.console).bytes.copy
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CLIError(.notUTF8, "the password: expected UTF-8")
        }
        return text
    }
}
