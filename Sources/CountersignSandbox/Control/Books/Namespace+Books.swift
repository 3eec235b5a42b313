import CountersignAPI
import CountersignService
import GRDB

// The books as a whole. Tokens are not part of them: whoever restores or resets can go on calling.
extension Namespace {
    /// Copies all pages.
    func snapshot() async throws -> Identifier {
        let pages = try DatabaseQueue()
        // Ids of the books are drawn by who writes: where all of those wait, the position fits the pages.
        let before = try await database.writeWithoutTransaction { [identities] source in
            try pages.writeWithoutTransaction { try source.backup(to: $0) }
            return identities.position
        }
        return try snapshots.add(SnapshotShelf.Snapshot(pages: pages, identities: before))
    }

    /// Puts the pages of a snapshot in place of the books. The clock goes on: it never goes back.
    func restore(_ id: Identifier) async throws {
        let snapshot = try snapshots[id]
        try await database.writeWithoutTransaction { [self] db in
            let tokens = try Row.fetchAll(db, sql: "SELECT token, expires_at FROM token")
            let sessions = try Row.fetchAll(db, sql: "SELECT \(Self.sessionColumns) FROM security_session")
            // What goes on is written into the copy, so that a killed process leaves the one books or the other.
            try snapshot.pages.write { copy in
                for token in tokens {
                    try copy.execute(
                        sql: "INSERT OR IGNORE INTO token (token, expires_at) VALUES (?, ?)",
                        arguments: [token[0] as String, token[1] as Int64])
                }
                // What was revoked since the snapshot stays so.
                for session in sessions {
                    try copy.execute(
                        sql: """
                            INSERT OR REPLACE INTO security_session (\(Self.sessionColumns)) VALUES (?, ?, ?, ?, ?, ?)
                            """, arguments: StatementArguments(session.databaseValues))
                }
                try ledger(copy).keepClock(clock.standing)
            }
            try snapshot.pages.writeWithoutTransaction { try $0.backup(to: db) }
            identities.position = snapshot.identities
        }
        events.ringAll()
    }

    private static let sessionColumns = "id, user_name, security_key, expires_at, logout_reason, ended_at"

    /// Empties the books, writes the seed again, ends all faults and clears the journal. The clock goes on.
    func reset() async throws {
        try await database.writeWithoutTransaction { [self] db in
            let before = identities.position
            do {
                try db.inTransaction {
                    let ledger = ledger(db)
                    try ledger.empty()
                    identities.restart()
                    if let books = settings.books { _ = try ledger.seed(books) }
                    return .commit
                }
            } catch {
                // The old books are still there, with the old ids.
                identities.position = before
                throw error
            }
        }
        faults.removeAll()
        journal.removeAll()
        events.ringAll()
    }
}

extension Ledger {
    /// Whether nobody is in the books.
    var isEmpty: Bool {
        get throws {
            try Bool.fetchOne(
                db, sql: "SELECT NOT EXISTS (SELECT 1 FROM person) AND NOT EXISTS (SELECT 1 FROM business)") ?? true
        }
    }

    /// Removes everything but the tokens and the clock.
    func empty() throws {
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                AND name NOT IN ('token', 'security_session', 'clock', 'grdb_migrations')
                """)
        for table in tables { try db.execute(sql: "DELETE FROM \"\(table)\"") }
        try db.execute(sql: "DELETE FROM sqlite_sequence")
    }
}
