import Countersign
import CountersignAPI
import CountersignService
import FoundationEssentials
import GRDB
import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// All banks of one sandbox, opened when their client first asks for a token or shows one.
final class Namespaces: Sendable {
    private let settings: SandboxSettings
    private let clock: any ServiceClock
    /// Rung when a webhook of any bank is to be delivered.
    let deliveries = Bell()
    private let metrics: SandboxMetrics
    private let opened = Mutex<[Identifier: Namespace]>([:])

    init(
        settings: SandboxSettings, clock: any ServiceClock, metrics: SandboxMetrics = .init(registry: .init())
    ) {
        self.settings = settings
        self.clock = clock
        self.metrics = metrics
    }

    /// The bank of that client; made on first use.
    ///
    /// - Throws: ``BankFault`` 429 when there are as many as there may be: ids cost nothing, and banks do.
    func namespace(of client: String) throws -> Namespace {
        try opened.withLock { opened in
            if let known = opened[Identifier(client)] { return known }
            guard opened.count < settings.banks else {
                throw BankFault(
                    ErrorCode(rawValue: "too_many_clients"),
                    "The sandbox has \(opened.count) banks already: use a client id again, or start it with more --banks "
                        + "(and, with --data, more descriptors: ulimit -n).",
                    status: 429, title: "Too Many Requests")
            }
            let namespace = try Namespace(
                name: client, database: try database(for: client), settings: settings, clock: clock,
                metrics: metrics, deliveries: deliveries)
            opened[Identifier(client)] = namespace
            return namespace
        }
    }

    /// The bank of that client if it was ever opened; an unknown client in a forged token makes no new one.
    func known(_ client: String) throws -> Namespace? {
        if let known = opened.withLock({ $0[Identifier(client)] }) { return known }
        guard case .folder(let folder) = settings.storage,
            access(folder + "/" + Self.fileName(client), F_OK) == 0
        else { return nil }
        return try namespace(of: client)
    }

    /// The time of no bank: for answers to callers who have none.
    var now: Timestamp { Timestamp(milliseconds: clock.now.milliseconds) }

    /// Writes the books that every client begins with into a bank that nobody sees: a mistake in them should end the
    /// start and not strike each client. No bank that stays can be the one: none is there before its client calls, it
    /// would count as one of those that there may be, and one on file takes the books only while it is empty.
    ///
    /// - Throws: ``SandboxError`` `books`.
    func tryBooks() throws {
        guard let books = settings.books else { return }
        do {
            if let defect = StorableText.defect(of: try WireJSON.value(of: books)) { throw BankFault(defect) }
            _ = try Namespace(
                name: "", database: try DatabaseQueue(), settings: settings, clock: clock,
                metrics: SandboxMetrics(registry: .init()), deliveries: Bell())
        } catch let fault as BankFault {
            throw SandboxError(.books, (fault.field.map { $0 + ": " } ?? "") + fault.detail)
        }
    }

    /// Whether every bank can be read and written now, those of an earlier run among them, as many as may be open.
    var areUsable: Bool {
        get async {
            guard filesAreThere, openStored().isEmpty else { return false }
            for namespace in all {
                guard (try? await namespace.read { _ in true }) == true else { return false }
            }
            return true
        }
    }

    /// Whether the folder takes files and has those of all open banks. A file that was removed is written to as before,
    /// and all of it is lost with the process.
    private var filesAreThere: Bool {
        guard case .folder(let folder) = settings.storage else { return true }
        return access(folder, W_OK | X_OK) == 0
            && all.allSatisfy { access(folder + "/" + Self.fileName($0.name), W_OK) == 0 }
    }

    /// The files of books in the folder; empty without one.
    private var storedFiles: [(name: String, client: String)] {
        guard case .folder(let folder) = settings.storage else { return [] }
        let suffix = ".sqlite"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { name in
            guard name.hasSuffix(suffix), let client = TokenGate.client(ofHex: name.dropLast(suffix.utf8.count))
            else { return nil }
            return (name, client)
        }
    }

    /// Says so where more books lie in the folder than may be open at once. That is no reason not to be ready: the
    /// others' clients may never call again.
    func warnOfTooMany(_ logger: Logger) {
        let stored = storedFiles.count
        guard stored > settings.banks else { return }
        logger.warning(
            """
            not all books can be open at once, and clients of the others get 429: remove what is not used, or start \
            with more --banks and more descriptors (ulimit -n: 64, and five for each bank)
            """, metadata: ["stored": "\(stored)", "may_be_open": "\(settings.banks)"])
    }

    /// Opens the books that lie in the folder from an earlier run, as many as there may be banks.
    ///
    /// - Returns: What is wrong with those that cannot be opened, by their file's name.
    func openStored() -> [(file: String, error: any Error)] {
        var failures: [(file: String, error: any Error)] = []
        for (file, client) in storedFiles {
            guard opened.withLock({ $0[Identifier(client)] == nil && $0.count < settings.banks }) else { continue }
            do {
                _ = try namespace(of: client)
            } catch {
                failures.append((file, error))
            }
        }
        return failures
    }

    /// Every open bank, for what concerns all of them (clock, health).
    var all: [Namespace] { opened.withLock { Array($0.values) } }

    private func database(for client: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA foreign_keys = ON") }
        switch settings.storage {
        case .memory:
            return try DatabaseQueue(configuration: configuration)
        case .folder(let folder):
            configuration.journalMode = .wal
            let file = DatabaseFile(folder + "/" + Self.fileName(client))
            try file.create()
            // Those of an earlier version, or left by a process that was killed.
            for suffix in ["", "-wal", "-shm"] { chmod(file.path + suffix, 0o600) }
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            // Once it is open: with WAL, GRDB sets NORMAL, whatever was prepared.
            let level = settings.durability == .full ? "FULL" : "NORMAL"
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(level)") }
            return queue
        }
    }

    /// Client ids come from outside: the file name is the hex of their bytes, so that none can leave the folder.
    private static func fileName(_ client: String) -> String {
        Hex.encode(Array(client.utf8)) + ".sqlite"
    }
}
