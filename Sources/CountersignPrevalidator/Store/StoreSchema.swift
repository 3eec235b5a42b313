import GRDB

/// The tables. Times are milliseconds since 1970; ids are compared as bytes.
enum StoreSchema {
    static let version = 1

    static func prepare(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if found == version { return }
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard found == 0, tables == 0 else {
            throw PrevalidatorError(.storeCorrupt, "expected a store of version \(version), found another file")
        }
        try db.inTransaction(.immediate) {
            try db.execute(
                sql: """
                    CREATE TABLE device_key (
                        id TEXT PRIMARY KEY, device_id TEXT NOT NULL, point BLOB NOT NULL, purposes TEXT NOT NULL,
                        enrolled_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER) WITHOUT ROWID;
                    CREATE INDEX device_key_device ON device_key (device_id);
                    CREATE TABLE unbound_device (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE TABLE challenge (
                        id TEXT PRIMARY KEY, generation INTEGER NOT NULL, device_id TEXT, purpose TEXT,
                        text BLOB NOT NULL, registered_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
                        attempts INTEGER NOT NULL DEFAULT 0, consumed_at INTEGER, consumed_by TEXT) WITHOUT ROWID;
                    CREATE INDEX challenge_end ON challenge (expires_at);
                    CREATE TABLE device_failure (
                        device_id TEXT PRIMARY KEY, count INTEGER NOT NULL, since INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE TABLE probe (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
                    PRAGMA user_version = \(version);
                    """)
            return .commit
        }
    }
}
