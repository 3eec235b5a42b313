internal import ArgumentParser
internal import CountersignPrevalidator
internal import Logging

/// Every switch of the pre-validator, as options and as variables `COUNTERSIGN_PREVALIDATOR_…`.
struct PrevalidatorOptions: ParsableArguments {
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
        help: ArgumentHelp("Append every verdict to this log, with a hash chain.", valueName: "file"),
        completion: .file())
    var audit: RawArgument?
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

    /// - Throws: `usage` for a wrong option, `configuration` for a wrong variable, and what reading files throws.
    func settings() throws -> PrevalidatorSettings {
        var settings = PrevalidatorSettings()
        if let host = try given("address", address)?.text() { settings.address = host }
        try set(&settings.port, "port", port, 0...65535)
        if let file = try given("store", store)?.text() { settings.storage = .file(file) }
        settings.durability = try given("durability", durability)?.choice() ?? settings.durability
        settings.audit = try given("audit", audit)?.text()
        settings.bank = try given("bank", bank).map(Self.address)
        try set(&settings.proxyPort, "proxy-port", proxyPort, 0...65535)
        settings.unlearned = try given("unlearned", unlearned)?.choice() ?? settings.unlearned
        settings.detail = try given("detail", detail)?.choice() ?? settings.detail
        settings.rate = try given("rate", rate)?.number(Int.self, 1...10_000_000)
        try set(&settings.policy.attemptsPerChallenge, "attempts", attempts, 1...1000)
        try set(&settings.policy.attemptsPerDevice, "device-attempts", deviceAttempts, 1...1_000_000)
        if let seconds = try given("challenge-lifetime", challengeLifetime)?.number(Int64.self, 1...86_400) {
            settings.policy.challengeLifetime = .seconds(seconds)
        }
        if let operations = try given("operations", operations)?.json([String: String].self) {
            settings.policy.purposeOfOperation = operations
        }
        try set(&settings.bodyLimit, "body-limit", bodyLimit, 1024...(1 << 24))
        if let megabytes = try given("table-budget", tableBudget)?.number(Int.self, 0...1_048_576) {
            settings.tableBudget = megabytes << 20
        }
        settings.tls = try tls()
        settings.callers = try knownCallers(hasCertificates: settings.tls?.clientAuthority != nil)
        return settings
    }

    /// The least severe messages that are logged.
    func level() throws(CLIError) -> Logger.Level { try given("log-level", logLevel)?.choice() ?? .notice }

    private func given(_ name: String, _ option: RawArgument?) -> Setting? {
        Setting(name, option, prefix: "COUNTERSIGN_PREVALIDATOR_")
    }

    /// That nobody is asked who he is must be said.
    private func knownCallers(hasCertificates: Bool) throws -> [String: String]? {
        let isAnonymous = try anonymous || given("anonymous", nil)?.flag() ?? false
        guard let setting = given("callers", callers) else {
            if isAnonymous || hasCertificates { return nil }
            throw CLIError(
                .usage, "expected --callers, --client-authority or --anonymous: who may ask?",
                hint: "--anonymous asks for no token, for a service that only trusted programs reach")
        }
        guard !isAnonymous else { throw CLIError(.usage, "--callers and --anonymous exclude each other") }
        let callers = try setting.json([String: String].self)
        guard !callers.isEmpty, callers.values.allSatisfy({ $0.utf8.count >= 16 }) else {
            throw CLIError(.configuration, "--callers: expected at least one name, and tokens of 16 bytes or more")
        }
        return callers
    }

    private func tls() throws -> PrevalidatorSettings.TLS? {
        let certificate = try given("tls-certificate", tlsCertificate)?.text()
        let key = try given("tls-key", tlsKey)?.text()
        let authority = try given("client-authority", clientAuthority)?.text()
        guard let certificate, let key else {
            guard certificate == nil, key == nil, authority == nil else {
                throw CLIError(
                    .usage, "--tls-certificate and --tls-key belong together, and --client-authority to both")
            }
            return nil
        }
        return .init(certificate: certificate, key: key, clientAuthority: authority)
    }

    private static func address(_ setting: Setting) throws(CLIError) -> String {
        let text = try setting.text()
        guard text.utf8.starts(with: "https://".utf8) || text.utf8.starts(with: "http://".utf8), text.utf8.count > 8
        else { throw CLIError(.usage, "--bank: expected http://… or https://…") }
        return text
    }

    private func set<Number: FixedWidthInteger>(
        _ value: inout Number, _ name: String, _ option: RawArgument?, _ range: ClosedRange<Number>
    ) throws(CLIError) {
        if let number = try given(name, option)?.number(Number.self, range) { value = number }
    }
}
