internal import ArgumentParser

/// Every switch of the pre-validator, as options, as variables `COUNTERSIGN_PREVALIDATOR_…` and in a settings file.
struct PrevalidatorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("JSON object of these options by their names; option and variable win.", valueName: "file"),
        completion: .file())
    var config: RawArgument?
    @Option(help: ArgumentHelp("Address to listen on (127.0.0.1).", valueName: "address"))
    var address: RawArgument?
    @Option(help: ArgumentHelp("Port of the API (8090); 0 picks a free one.", valueName: "port"))
    var port: RawArgument?
    @Option(
        help: ArgumentHelp(
            "JSON object of the callers: names, each with its bearer token.", valueName: "file"),
        completion: .file())
    var callers: RawArgument?
    @Flag(help: "Ask for no token.")
    var anonymous = false
    @Option(
        help: ArgumentHelp("Keep keys and challenges in this SQLite file; in memory unless given.", valueName: "file"),
        completion: .file())
    var store: RawArgument?
    @Option(
        help: ArgumentHelp(
            "What an accepted signature survives: normal (a killed process), full (a power failure).",
            valueName: "normal|full"))
    var durability: RawArgument?
    @Option(
        help: ArgumentHelp(
            "Append every verdict and change of a key to this log, with a hash chain.", valueName: "file"),
        completion: .file())
    var audit: RawArgument?
    @Option(
        help: ArgumentHelp(
            "Where the log is a new file: go on from the end of this one, which was moved away while nothing ran.",
            valueName: "file"),
        completion: .file())
    var auditAfter: RawArgument?
    @Option(help: ArgumentHelp("Proxy the API of the bank at this address.", valueName: "url"))
    var bank: RawArgument?
    @Option(help: ArgumentHelp("Port of the proxy (8091); 0 picks a free one.", valueName: "port"))
    var proxyPort: RawArgument?
    @Option(
        help: ArgumentHelp(
            "What the proxy does with signatures of challenges and keys that it has not seen being made: refuse, pass.",
            valueName: "refuse|pass"))
    var unlearned: RawArgument?
    @Option(help: ArgumentHelp("What answers say: diagnostic, or public (ok, rejected, retry).", valueName: "detail"))
    var detail: RawArgument?
    @Option(help: ArgumentHelp("Signatures a second of one caller; no limit unless given.", valueName: "count"))
    var rate: RawArgument?
    @Option(help: ArgumentHelp("Wrong signatures that end a challenge (3).", valueName: "count"))
    var attempts: RawArgument?
    @Option(help: ArgumentHelp("Wrong signatures within an hour that lock a device out (30).", valueName: "count"))
    var deviceAttempts: RawArgument?
    @Option(help: ArgumentHelp("Seconds that a challenge lives (300).", valueName: "seconds"))
    var challengeLifetime: RawArgument?
    @Option(
        help: ArgumentHelp("JSON object of operations, each with the key purpose that it asks for.", valueName: "file"),
        completion: .file())
    var operations: RawArgument?
    @Option(help: ArgumentHelp("Bytes of a body, and of a line of a batch (65536).", valueName: "bytes"))
    var bodyLimit: RawArgument?
    @Option(
        help: ArgumentHelp(
            "Seconds that a body may take, and that a connection may be silent (25).", valueName: "seconds"))
    var requestTimeout: RawArgument?
    @Option(help: ArgumentHelp("Megabytes of all key tables together (512).", valueName: "megabytes"))
    var tableBudget: RawArgument?
    @Option(
        help: ArgumentHelp("PEM file of the server's certificates, for TLS.", valueName: "file"), completion: .file())
    var tlsCertificate: RawArgument?
    @Option(help: ArgumentHelp("PEM file of the server's private key.", valueName: "file"), completion: .file())
    var tlsKey: RawArgument?
    @Option(
        help: ArgumentHelp("Callers need a certificate of this authority (PEM file).", valueName: "file"),
        completion: .file())
    var clientAuthority: RawArgument?
    @Option(help: ArgumentHelp("trace, debug, info, notice (default), warning, error, critical.", valueName: "level"))
    var logLevel: RawArgument?
}
