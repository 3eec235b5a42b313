import CountersignAPI
import CountersignService
import GRDB

/// Everything in one SQLite file, which belongs to this process alone while it is open.
///
/// Challenges that were read or registered are remembered: what is remembered of them never changes, and what changes
/// is decided by the one statement of the claim. They are remembered in the order of the commits, or an id that was
/// authorized twice at once could be remembered with the text that gave way.
final class SQLiteStore: PrevalidatorStore {
    let committer: GroupCommitter
    let remembered = ChallengeCache()
    private let file: DatabaseFile
    private let opened: FileIdentity?

    /// - Throws: `store_corrupt` for a file that is no store of this version, `store_unavailable` for one that cannot
    ///   be opened or that another process holds.
    init(path: String, durability: PrevalidatorSettings.Durability) throws {
        file = DatabaseFile(path)
        do {
            try file.create()
        } catch {
            throw PrevalidatorError(.storeUnavailable, "\(path): \(error)")
        }
        var configuration = Configuration()
        // Whoever takes over waits for who is just going.
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")")
        }
        do {
            let database = try DatabaseQueue(path: file.path, configuration: configuration)
            try database.inDatabase { try StoreSchema.prepare($0) }
            opened = FileIdentity(path: file.path)
            committer = GroupCommitter(database)
        } catch let error as DatabaseError {
            let isForeign = error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT
            throw PrevalidatorError(isForeign ? .storeCorrupt : .storeUnavailable, "\(path): \(error)")
        }
    }

    var isUsable: Bool {
        get async {
            // One that was removed is written to as before, and all of it is lost with the process.
            guard let opened, FileIdentity(path: file.path) == opened else { return false }
            // A disk that is full can still be read.
            let probe: Void? = try? await committer.perform { db in
                try db.execute(sql: "INSERT OR REPLACE INTO probe (id, value) VALUES (1, random())")
            }
            return probe != nil
        }
    }

    func challenges(_ ids: [Identifier]) async throws -> [RegisteredChallenge?] {
        let known = remembered[ids]
        if known.allSatisfy({ $0 != nil }) { return known }
        let missing = zip(ids, known).filter { $0.1 == nil }.map(\.0)
        let read = try await committer.perform { db in
            try missing.map { try ChallengeRow.fetch(db, $0)?.challenge }
        } committed: { [remembered] read in
            for challenge in read { if let challenge { remembered.insert(challenge) } }
        }
        var next = read.makeIterator()
        return known.map { $0 ?? next.next().flatMap { $0 } }
    }
}
