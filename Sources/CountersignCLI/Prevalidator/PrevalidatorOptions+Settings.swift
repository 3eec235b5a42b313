internal import CountersignPrevalidator
internal import Logging

extension PrevalidatorOptions {
    /// What the pre-validator is told, and the least severe messages that are logged.
    ///
    /// - Throws: `usage` for a wrong option, `configuration` for a wrong variable or settings file, and what reading
    ///   files throws.
    func settings() throws(CLIError) -> (prevalidator: PrevalidatorSettings, level: Logger.Level) {
        let sources = try SettingSources(config: config, prefix: "COUNTERSIGN_PREVALIDATOR_")
        var settings = PrevalidatorSettings()
        if let host = try sources.setting("address", address)?.text() { settings.address = host }
        try sources.set(&settings.port, "port", port, 0...65535)
        if let file = try sources.setting("store", store)?.text() { settings.storage = .file(file) }
        settings.durability = try sources.setting("durability", durability)?.choice() ?? settings.durability
        settings.audit = try sources.setting("audit", audit)?.text()
        settings.auditAfter = try sources.setting("audit-after", auditAfter)?.text()
        settings.bank = try sources.setting("bank", bank)?.bankAddress()
        try sources.set(&settings.proxyPort, "proxy-port", proxyPort, 0...65535)
        settings.unlearned = try sources.setting("unlearned", unlearned)?.choice() ?? settings.unlearned
        settings.detail = try sources.setting("detail", detail)?.choice() ?? settings.detail
        settings.rate = try sources.setting("rate", rate)?.number(Int.self, 1...10_000_000)
        try setPolicy(&settings.policy, sources)
        try sources.set(&settings.bodyLimit, "body-limit", bodyLimit, 1024...(1 << 24))
        try sources.set(&settings.requestTimeout, "request-timeout", requestTimeout, 1...600)
        if let megabytes = try sources.setting("table-budget", tableBudget)?.number(Int.self, 0...1_048_576) {
            settings.tableBudget = megabytes << 20
        }
        settings.tls = try tls(sources)
        settings.callers = try knownCallers(sources, hasCertificates: settings.tls?.clientAuthority != nil)
        let level: Logger.Level = try sources.setting("log-level", logLevel)?.choice() ?? .notice
        try sources.finish()
        return (settings, level)
    }

    private func setPolicy(_ policy: inout PrevalidatorPolicy, _ sources: SettingSources) throws(CLIError) {
        try sources.set(&policy.attemptsPerChallenge, "attempts", attempts, 1...1000)
        try sources.set(&policy.attemptsPerDevice, "device-attempts", deviceAttempts, 1...1_000_000)
        if let seconds = try sources.setting("challenge-lifetime", challengeLifetime)?.number(Int64.self, 1...86_400) {
            policy.challengeLifetime = .seconds(seconds)
        }
        if let operations = try sources.setting("operations", operations)?.json([String: String].self) {
            policy.purposeOfOperation = operations
        }
    }

    /// That nobody is asked who he is must be said.
    private func knownCallers(
        _ sources: SettingSources, hasCertificates: Bool
    ) throws(CLIError) -> [String: String]? {
        let isAnonymous = try sources.isOn("anonymous", anonymous)
        guard let setting = try sources.setting("callers", callers) else {
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

    private func tls(_ sources: SettingSources) throws(CLIError) -> PrevalidatorSettings.TLS? {
        let certificate = try sources.setting("tls-certificate", tlsCertificate)?.text()
        let key = try sources.setting("tls-key", tlsKey)?.text()
        let authority = try sources.setting("client-authority", clientAuthority)?.text()
        guard let certificate, let key else {
            guard certificate == nil, key == nil, authority == nil else {
                throw CLIError(
                    .usage, "--tls-certificate and --tls-key belong together, and --client-authority to both")
            }
            return nil
        }
        return .init(certificate: certificate, key: key, clientAuthority: authority)
    }
}
