internal import ArgumentParser
internal import CountersignAPI
internal import CountersignSandbox
internal import Logging

/// Every switch of the sandbox, as options and as variables `COUNTERSIGN_SANDBOX_…`.
struct SandboxOptions: ParsableArguments {
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
    @Option(
        help: ArgumentHelp(
            "JSON of the books that every client's bank begins with (as POST /_sandbox/seed).", valueName: "file"),
        completion: .file())
    var books: RawArgument?
    @Option(
        help: ArgumentHelp("Bytes of a request's body that are read (1048576).", valueName: "bytes"))
    var bodyLimit: RawArgument?
    @Option(
        help: ArgumentHelp("Requests that each bank's journal remembers (500).", valueName: "count"))
    var journal: RawArgument?
    @Option(
        help: ArgumentHelp("trace, debug, info, notice (default), warning, error, critical.", valueName: "level"))
    var logLevel: RawArgument?

    /// - Throws: `usage` for a wrong option, `configuration` for a wrong variable, and what reading files throws.
    func settings() throws -> SandboxSettings {
        var settings = SandboxSettings()
        if let host = try Setting("address", address)?.text() { settings.address = host }
        try set(&settings.port, "port", port, 0...65535)
        if let folder = try Setting("data", data)?.text() { settings.storage = .folder(try DataFolder.ready(folder)) }
        settings.durability = try Setting("durability", durability)?.choice() ?? settings.durability
        settings.otpMode = try Setting("otp", otp)?.choice() ?? settings.otpMode
        settings.errors = try Setting("error-shape", errorShape)?.choice() ?? settings.errors
        settings.seed = try Setting("seed", seed)?.number(UInt64.self, 0...UInt64.max)
        try set(&settings.otpAttempts, "otp-attempts", otpAttempts, 1...1000)
        try set(&settings.signatureAttempts, "signature-attempts", signatureAttempts, 1...1000)
        try set(&settings.challengeLifetime, "challenge-lifetime", challengeLifetime, 1...31_536_000)
        try set(&settings.smsPerHour, "sms-per-hour", smsPerHour, 0...1_000_000)
        try set(&settings.devicesPerPerson, "devices-per-person", devicesPerPerson, 1...10_000)
        settings.v2OTPDelivery = try Setting("v2-otp-delivery", v2OtpDelivery)?.choice() ?? settings.v2OTPDelivery
        let regeneration: Regeneration = try Setting("regenerate", regenerate)?.choice() ?? .strict
        settings.regeneratesLeniently = regeneration == .lenient
        settings.acceptsOlderKeys = try !Setting.isOn("newest-key-only", newestKeyOnly)
        settings.servesDialect = try !Setting.isOn("no-dialect", noDialect)
        settings.servesControl = try !Setting.isOn("no-control", noControl)
        settings.allowsInsecureWebhooks = try Setting.isOn("allow-insecure-webhooks", allowInsecureWebhooks)
        settings.clients = try Setting("clients", clients)?.json([String: String].self)
        settings.books = try Setting("books", books)?.json(SeedBooks.self)
        try set(&settings.bodyLimit, "body-limit", bodyLimit, 1024...(1 << 30))
        try set(&settings.journalCapacity, "journal", journal, 0...1_000_000)
        return settings
    }

    private enum Regeneration: String, CaseIterable { case strict, lenient }

    /// The least severe messages that are logged.
    func level() throws(CLIError) -> Logger.Level { try Setting("log-level", logLevel)?.choice() ?? .notice }

    private func set<Number: FixedWidthInteger>(
        _ value: inout Number, _ name: String, _ option: RawArgument?, _ range: ClosedRange<Number>
    ) throws(CLIError) {
        if let number = try Setting(name, option)?.number(Number.self, range) { value = number }
    }
}
