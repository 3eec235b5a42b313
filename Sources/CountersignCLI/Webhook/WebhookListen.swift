internal import ArgumentParser
internal import CountersignClient

/// `countersign webhook listen`: prints each call and whether its signature is good.
struct WebhookListen: Verb {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Print each webhook call that comes, until SIGTERM or SIGINT.",
        discussion: """
            Examples:
              countersign webhook listen --port 0
              countersign webhook listen --port 0 --verify --secret-file secret --json

            First it prints the address to subscribe with, then a line for each call: verdict, event, entity, body. \
            With --verify the HMAC over the raw body decides: a call whose signature is missing or wrong is answered \
            401 and is 'invalid'. The secret is shown when the subscription is made, which is after its address was \
            called once; so that call is answered 200 and 'unverified', and the file may come later. Without the file \
            the variable COUNTERSIGN_WEBHOOK_SECRET has the secret.

            Exit code 0: ended by a signal or after --count calls. 1: a call was invalid. 69: the address cannot be \
            listened on.
            """)

    @Option(help: ArgumentHelp("Address to listen on (127.0.0.1).", valueName: "address"))
    var address: RawArgument?
    @Option(help: ArgumentHelp("Port to listen on (8081); 0 picks a free one.", valueName: "port"))
    var port: RawArgument?
    @Flag(help: "Check the signature of each call.")
    var verify = false
    @Option(
        help: ArgumentHelp("The subscription's secret; read at each call.", valueName: "file"), completion: .file())
    var secretFile: RawArgument?
    @Option(
        help: ArgumentHelp("End after this many calls, not counting those that check the address.", valueName: "count"))
    var count: RawArgument?

    @OptionGroup var reporting: ReportOptions

    private static let prefix = "COUNTERSIGN_WEBHOOK_"

    func validate() throws {
        guard verify || secretFile == nil else { throw ValidationError("--secret-file belongs to --verify") }
    }

    func perform() throws -> ExitStatus {
        let secret = Setting("secret-file", secretFile, prefix: Self.prefix)
        let variable = Setting("secret", nil, prefix: Self.prefix)
        guard !verify || secret != nil || variable != nil else {
            throw CLIError(
                .usage, "no secret was named",
                hint: "give it by --secret-file or the variable COUNTERSIGN_WEBHOOK_SECRET")
        }
        let isFile = secretFile != nil
        let judge = WebhookJudge(isVerifying: verify) { () throws(CLIError) -> String? in
            guard !isFile, let variable else { return try secret?.secret() }
            return try variable.text()
        }
        let listener = WebhookListener(
            address: try Setting("address", address, prefix: Self.prefix)?.text() ?? "127.0.0.1",
            port: try Setting("port", port, prefix: Self.prefix)?.number(Int.self, 0...65_535) ?? 8081,
            count: try Setting("count", count, prefix: Self.prefix)?.number(Int.self, 1...1_000_000_000),
            judge: judge, isJSON: reporting.json)
        return try listener.run() ? .success : .negative
    }
}
