internal import CountersignAPI
internal import CountersignSandbox
internal import Logging

extension SandboxOptions {
    /// What the sandbox is told, and the least severe messages that are logged.
    ///
    /// - Throws: `usage` for a wrong option, `configuration` for a wrong variable or settings file, and what reading
    ///   files throws.
    func settings() throws(CLIError) -> (sandbox: SandboxSettings, level: Logger.Level) {
        let sources = try SettingSources(config: config, prefix: "COUNTERSIGN_SANDBOX_")
        var settings = SandboxSettings()
        if let host = try sources.setting("address", address)?.text() { settings.address = host }
        try sources.set(&settings.port, "port", port, 0...65535)
        if let folder = try sources.setting("data", data)?.text() {
            settings.storage = .folder(try DataFolder.ready(folder))
        }
        settings.durability = try sources.setting("durability", durability)?.choice() ?? settings.durability
        settings.otpMode = try sources.setting("otp", otp)?.choice() ?? settings.otpMode
        settings.errors = try sources.setting("error-shape", errorShape)?.choice() ?? settings.errors
        settings.seed = try sources.setting("seed", seed)?.number(UInt64.self, 0...UInt64.max)
        try setLimits(&settings, sources)
        let delivery: SecurityV2.OTPDelivery? = try sources.setting("v2-otp-delivery", v2OtpDelivery)?.choice()
        settings.v2OTPDelivery = delivery ?? settings.v2OTPDelivery
        let regeneration: Regeneration = try sources.setting("regenerate", regenerate)?.choice() ?? .strict
        settings.regeneratesLeniently = regeneration == .lenient
        settings.acceptsOlderKeys = try !sources.isOn("newest-key-only", newestKeyOnly)
        settings.servesDialect = try !sources.isOn("no-dialect", noDialect)
        settings.servesControl = try !sources.isOn("no-control", noControl)
        settings.allowsInsecureWebhooks = try sources.isOn("allow-insecure-webhooks", allowInsecureWebhooks)
        settings.clients = try sources.setting("clients", clients)?.json([Identifier: String].self)
        settings.books = try sources.setting("books", books)?.json(SeedBooks.self)
        let level: Logger.Level = try sources.setting("log-level", logLevel)?.choice() ?? .notice
        try sources.finish()
        return (settings, level)
    }

    private enum Regeneration: String, CaseIterable { case strict, lenient }

    private func setLimits(_ settings: inout SandboxSettings, _ sources: SettingSources) throws(CLIError) {
        try sources.set(&settings.otpAttempts, "otp-attempts", otpAttempts, 1...1000)
        try sources.set(&settings.signatureAttempts, "signature-attempts", signatureAttempts, 1...1000)
        try sources.set(&settings.wrongOTPsPerDay, "wrong-otps-per-day", wrongOtpsPerDay, 1...1_000_000)
        try sources.set(&settings.challengeLifetime, "challenge-lifetime", challengeLifetime, 1...31_536_000)
        try sources.set(&settings.smsPerHour, "sms-per-hour", smsPerHour, 0...1_000_000)
        try sources.set(&settings.devicesPerPerson, "devices-per-person", devicesPerPerson, 1...10_000)
        try sources.set(&settings.banks, "banks", banks, 1...1_000_000)
        try sources.set(&settings.bodyLimit, "body-limit", bodyLimit, 1024...(1 << 30))
        try sources.set(&settings.webhookTimeout, "webhook-timeout", webhookTimeout, 1...600)
        try sources.set(&settings.requestTimeout, "request-timeout", requestTimeout, 1...600)
        try sources.set(&settings.journalCapacity, "journal", journal, 0...1_000_000)
    }
}
