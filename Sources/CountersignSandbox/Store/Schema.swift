import GRDB

/// The tables of one bank. A migration is never changed once it was released.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("tokens, persons, numbers, SMS") { db in
            try db.execute(
                sql: """
                    CREATE TABLE token (token TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
                    CREATE TABLE person (
                        id TEXT PRIMARY KEY, body BLOB NOT NULL, created_at INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE mobile_number (
                        id TEXT PRIMARY KEY,
                        person_id TEXT NOT NULL UNIQUE REFERENCES person(id) ON DELETE CASCADE,
                        number TEXT NOT NULL, verified INTEGER NOT NULL, created_at INTEGER NOT NULL
                    ) STRICT;
                    -- One living code per owner (a number, change request or challenge): a new one replaces the old.
                    CREATE TABLE one_time_password (
                        owner TEXT PRIMARY KEY, code TEXT NOT NULL,
                        expires_at INTEGER NOT NULL, attempts_left INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE sms (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
                        recipient TEXT NOT NULL, language TEXT NOT NULL, template TEXT NOT NULL,
                        text TEXT NOT NULL, otp TEXT, sent_at INTEGER NOT NULL, delivered_at INTEGER
                    ) STRICT;
                    CREATE INDEX sms_by_recipient ON sms(recipient, sent_at);
                    """)
        }
        return migrator
    }
}
