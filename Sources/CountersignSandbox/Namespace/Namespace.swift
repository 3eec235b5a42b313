import CountersignAPI
import CountersignService
import GRDB
import Synchronization

/// One bank: the books of one OAuth client. Test suites with their own client ids never see each other.
final class Namespace: Sendable {
    let name: String
    let settings: SandboxSettings
    let clock: any ServiceClock
    let identities: IdentitySource
    private let metrics: SandboxMetrics
    private let database: DatabaseQueue
    /// Tokens that were looked up before: a request should not cost a statement for its token.
    private let knownTokens = Mutex<[String: Timestamp]>([:])

    init(
        name: String, database: DatabaseQueue, settings: SandboxSettings, clock: any ServiceClock,
        metrics: SandboxMetrics
    ) throws {
        self.name = name
        self.settings = settings
        self.clock = clock
        self.metrics = metrics
        self.database = database
        identities = IdentitySource(seed: settings.seed)
        try Schema.migrator.migrate(database)
    }

    /// Runs *find, check, mark used* as one transaction: whatever it throws, nothing of it has happened.
    ///
    /// Policies that must leave a trace of a refusal (a try counted) return it as a value instead, see ``Refusable``.
    func transact<T: Sendable>(_ body: @escaping @Sendable (Ledger) throws -> T) async throws -> T {
        try await database.write { [self] db in try body(ledger(db)) }
    }

    /// Reads without taking the write lock.
    func read<T: Sendable>(_ body: @escaping @Sendable (Ledger) throws -> T) async throws -> T {
        try await database.read { [self] db in try body(ledger(db)) }
    }

    /// Whether the token is this bank's and still lives.
    func accepts(token: String) async throws -> Bool {
        let now = Timestamp(milliseconds: clock.now.milliseconds)
        if let expiry = knownTokens.withLock({ $0[token] }) { return now < expiry }
        guard let expiry = try await read({ try $0.tokenExpiry(token) }) else { return false }
        knownTokens.withLock { $0[token] = expiry }
        return now < expiry
    }

    private func ledger(_ db: Database) -> Ledger {
        Ledger(
            db: db, now: Timestamp(milliseconds: clock.now.milliseconds), settings: settings, identities: identities,
            metrics: metrics)
    }
}

/// The outcome of a transaction that is kept although the bank refuses: the try was counted.
enum Refusable<Value: Sendable>: Sendable {
    case done(Value)
    case refused(BankFault)

    func get() throws(BankFault) -> Value {
        switch self {
        case .done(let value): value
        case .refused(let fault): throw fault
        }
    }
}
