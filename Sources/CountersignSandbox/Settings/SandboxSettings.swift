public import CountersignAPI
import CountersignPrimitives

/// Every switch of the sandbox. The defaults are the documented behaviour; what the sources leave open is a switch.
public struct SandboxSettings: Sendable {
    /// Where the bank keeps its books.
    public enum Storage: Sendable, Hashable {
        /// Gone with the process.
        case memory
        /// One SQLite file per namespace in this folder.
        case folder(String)
    }

    /// What survives: `normal` a killed process, `full` also a power failure.
    public enum Durability: String, Sendable, CaseIterable { case normal, full }

    /// How OTPs are made: at random, or always ``OneTimePassword/forTests``.
    public enum OTPMode: String, Sendable, CaseIterable { case random, `static` }

    /// The shape of error bodies: as each endpoint documents it, or one shape everywhere.
    public enum Errors: String, Sendable, CaseIterable { case documented, flat, envelope }

    public var address = "127.0.0.1"
    /// 0 picks a free port.
    public var port = 8080
    public var storage = Storage.memory
    public var durability = Durability.normal
    public var otpMode = OTPMode.random
    public var errors = Errors.documented
    /// Makes ids and OTPs repeatable.
    public var seed: UInt64?
    /// Wrong OTPs that end a change request or challenge; 1 is the strict mode.
    public var otpAttempts = 3
    /// Wrong signatures per authorization that end it; 1 is the strict mode.
    public var signatureAttempts = 3
    /// Wrong OTPs of one person within a day, over all that asks for one; then SMS is refused until a day has passed.
    /// With 1000 the chance to guess a code is one in a thousand.
    public var wrongOTPsPerDay = 1000
    /// Seconds from authorize until a change request or challenge has expired.
    public var challengeLifetime: Int64 = 300
    /// SMS to one number within an hour; the next answers 429.
    public var smsPerHour = 60
    public var devicesPerPerson = 5
    /// Whether the older key of a purpose is still accepted after a newer one was added.
    public var acceptsOlderKeys = true
    /// Whether the paths of the published Elixir client are served too.
    public var servesDialect = true
    /// Whether everything below `/_sandbox/` is served.
    public var servesControl = true
    /// Whether webhooks may go to plain HTTP on other hosts than this machine.
    public var allowsInsecureWebhooks = false
    /// Seconds of the machine's time that a receiver of webhooks may take to answer.
    public var webhookTimeout: Int64 = 5
    /// Where a one-time password of the Security API (V2) goes that no registered device replaces.
    public var v2OTPDelivery = SecurityV2.OTPDelivery.sms
    /// Whether RegenerateSCA may be called without a failed or expired attempt before it.
    public var regeneratesLeniently = false
    /// Books that every new bank starts with.
    public var books: SeedBooks?
    /// Requests that each bank's journal remembers.
    public var journalCapacity = 500
    /// Clients that may have a bank; the next is refused. In memory an empty one takes 400 KB, on file three
    /// descriptors.
    public var banks = 1000
    /// Client ids and secrets that may have a token; nil accepts any.
    public var clients: [Identifier: String]?
    /// Bytes of a request body; more answers 413.
    public var bodyLimit = 1 << 20
    /// Seconds that a request's body may take, and that a connection may be silent.
    public var requestTimeout: Int64 = 25

    public init() {}

    /// Whether a client, or a user of the Security API, may have a token.
    func accepts(_ client: String, secret: String) -> Bool {
        guard let clients else { return true }
        guard let expected = clients[Identifier(client)] else { return false }
        return MessageAuthentication.areEqual(Array(expected.utf8), Array(secret.utf8))
    }
}
