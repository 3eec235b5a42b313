internal import ArgumentParser

/// Every switch of the sandbox, as options, as variables `COUNTERSIGN_SANDBOX_…` and in a settings file.
struct SandboxOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("JSON object of these options by their names; option and variable win.", valueName: "file"),
        completion: .file())
    var config: RawArgument?
    @Option(help: ArgumentHelp("Address to listen on (127.0.0.1).", valueName: "address"))
    var address: RawArgument?
    @Option(
        help: ArgumentHelp("Port to listen on (8080); 0 picks a free one.", valueName: "port"))
    var port: RawArgument?
    @Option(
        help: ArgumentHelp(
            "Keep the books in this folder, one file per client; in memory unless given.", valueName: "folder"),
        completion: .directory)
    var data: RawArgument?
    @Option(
        help: ArgumentHelp(
            "What the books survive: normal (a killed process), full (a power failure).", valueName: "normal|full"))
    var durability: RawArgument?
    @Option(
        help: ArgumentHelp("One-time passwords: random, or static (212212).", valueName: "random|static"))
    var otp: RawArgument?
    @Option(
        help: ArgumentHelp("Make ids and one-time passwords repeatable.", valueName: "number"))
    var seed: RawArgument?
    @Option(
        help: ArgumentHelp("Shape of errors: documented (as each page prints it), flat, envelope.", valueName: "shape"))
    var errorShape: RawArgument?
    @Option(
        help: ArgumentHelp("Wrong one-time passwords that end a change request (3).", valueName: "count"))
    var otpAttempts: RawArgument?
    @Option(
        help: ArgumentHelp("Wrong signatures that end a change request (3).", valueName: "count"))
    var signatureAttempts: RawArgument?
    @Option(
        help: ArgumentHelp("Wrong one-time passwords of one person within a day (1000).", valueName: "count"))
    var wrongOtpsPerDay: RawArgument?
    @Option(help: ArgumentHelp("Seconds that a challenge lives (300).", valueName: "seconds"))
    var challengeLifetime: RawArgument?
    @Option(help: ArgumentHelp("SMS to one number within an hour (60).", valueName: "count"))
    var smsPerHour: RawArgument?
    @Option(help: ArgumentHelp("Devices of one person (5).", valueName: "count"))
    var devicesPerPerson: RawArgument?
    @Option(
        help: ArgumentHelp(
            "Security API V2: where a one-time password goes: sms, or encrypted in the response.",
            valueName: "sms|response"))
    var v2OtpDelivery: RawArgument?
    @Option(
        help: ArgumentHelp(
            "Security API V2: RegenerateSCA after a failed or expired attempt only (strict), or always (lenient).",
            valueName: "strict|lenient"))
    var regenerate: RawArgument?
    @Flag(help: "Accept the newest key of a purpose only.")
    var newestKeyOnly = false
    @Flag(help: "Do not serve the paths of the published Elixir client.")
    var noDialect = false
    @Flag(help: "Do not serve anything below /_sandbox/.")
    var noControl = false
    @Flag(help: "Let webhooks go to plain HTTP on other hosts and into private networks.")
    var allowInsecureWebhooks = false
    @Option(
        help: ArgumentHelp(
            "JSON object of the client ids that get a token, with their secrets; any unless given.", valueName: "file"),
        completion: .file())
    var clients: RawArgument?
    @Option(help: ArgumentHelp("Clients that may have a bank (1000).", valueName: "count"))
    var banks: RawArgument?
    @Option(
        help: ArgumentHelp(
            "JSON of the books that every client's bank begins with (as POST /_sandbox/seed).", valueName: "file"),
        completion: .file())
    var books: RawArgument?
    @Option(
        help: ArgumentHelp("Bytes of a request's body that are read (1048576).", valueName: "bytes"))
    var bodyLimit: RawArgument?
    @Option(
        help: ArgumentHelp("Seconds that a receiver of webhooks may take to answer (5).", valueName: "seconds"))
    var webhookTimeout: RawArgument?
    @Option(
        help: ArgumentHelp("Seconds that a request may take to arrive (25).", valueName: "seconds"))
    var requestTimeout: RawArgument?
    @Option(
        help: ArgumentHelp("Requests that each bank's journal remembers (500).", valueName: "count"))
    var journal: RawArgument?
    @Option(
        help: ArgumentHelp("trace, debug, info, notice (default), warning, error, critical.", valueName: "level"))
    var logLevel: RawArgument?
}
