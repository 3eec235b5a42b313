import CountersignAPI
import CountersignService
import GRDB
import Synchronization

/// One bank: the books of one OAuth client. Test suites with their own client ids never see each other.
final class Namespace: Sendable {
    let name: String
    let settings: SandboxSettings
    /// This bank's own time: another client's tests do not move it.
    let clock: VirtualClock
    let identities: IdentitySource
    let events: NamespaceEvents
    let journal: Journal
    let faults = FaultBook()
    let snapshots = SnapshotShelf()
    let database: DatabaseQueue
    private let metrics: SandboxMetrics
    /// Tokens that were looked up before: a request should not cost a statement for its token.
    private static let knownTokenLimit = 10_000
    private let knownTokens = Mutex<[String: Timestamp]>([:])

    /// - Parameters:
    ///   - clock: what the bank's own clock follows until it is moved.
    ///   - deliveries: rung when a webhook is to be delivered.
    init(
        name: String, database: DatabaseQueue, settings: SandboxSettings, clock: any ServiceClock,
        metrics: SandboxMetrics, deliveries: Bell
    ) throws {
        self.name = name
        self.settings = settings
        self.clock = VirtualClock(base: clock)
        self.metrics = metrics
        self.database = database
        events = NamespaceEvents(deliveries: deliveries)
        journal = Journal(capacity: settings.journalCapacity)
        try Schema.migrator.migrate(database)
        // Ids of an earlier run are in the books: this one has a row of its own.
        let run = try Self.countOpening(of: database)
        identities = IdentitySource(seed: settings.seed.map { $0 &+ UInt64(run) &* SplitMix.apart })
        self.clock.standing = try database.read { try ledger($0).clockStanding() }
        if let books = settings.books {
            try database.write { db in
                let ledger = ledger(db)
                if try ledger.isEmpty { _ = try ledger.seed(books) }
            }
        }
    }

    /// How often these books were opened before.
    private static func countOpening(of database: DatabaseQueue) throws -> Int32 {
        try database.write { db in
            let count = max(0, try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0)
            try db.execute(sql: "PRAGMA user_version = \(count == .max ? 0 : count + 1)")
            return count
        }
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
    ///
    /// - Parameter whenExpired: also one whose time is over. What drives the sandbox must not end by moving the clock.
    func accepts(token: String, whenExpired: Bool = false) async throws -> Bool {
        let now = now
        if let expiry = knownTokens.withLock({ $0[token] }) { return whenExpired || now < expiry }
        guard let expiry = try await read({ try $0.tokenExpiry(token) }) else { return false }
        knownTokens.withLock { known in
            if known.count >= Self.knownTokenLimit { known = known.filter { now < $0.value } }
            known[token] = expiry
        }
        return whenExpired || now < expiry
    }

    func ledger(_ db: Database) -> Ledger {
        Ledger(
            db: db, now: now, settings: settings, identities: identities, metrics: metrics, events: events)
    }

    /// The time of this bank.
    var now: Timestamp { Timestamp(milliseconds: clock.now.milliseconds) }
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
