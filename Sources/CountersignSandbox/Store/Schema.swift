import GRDB

/// The tables of one bank. A migration is never changed once it was released.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("first books") { db in
            for statements in [access, persons, devices, changeRequests, messages] { try db.execute(sql: statements) }
        }
        migrator.registerMigration("security v2") { try $0.execute(sql: SecurityV2Schema.statements) }
        migrator.registerMigration("clock") { try $0.execute(sql: clock) }
        migrator.registerMigration("card payments") { try $0.execute(sql: cardPayments) }
        migrator.registerMigration("deliveries by webhook") { try $0.execute(sql: deliveries) }
        return migrator
    }

    private static let access = """
        CREATE TABLE token (token TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
        -- One living code per owner (a number, change request or challenge): a new one replaces the old.
        CREATE TABLE one_time_password (
            owner TEXT PRIMARY KEY, code TEXT NOT NULL, expires_at INTEGER NOT NULL, attempts_left INTEGER NOT NULL
        ) STRICT;
        -- Wrong codes of the last day, whatever they were given for.
        CREATE TABLE wrong_otp (person_id TEXT NOT NULL, given_at INTEGER NOT NULL) STRICT;
        CREATE INDEX wrong_otp_by_person ON wrong_otp(person_id, given_at);
        """

    private static let persons = """
        CREATE TABLE person (id TEXT PRIMARY KEY, body BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT;
        CREATE TABLE mobile_number (
            id TEXT PRIMARY KEY, person_id TEXT NOT NULL UNIQUE REFERENCES person(id),
            number TEXT NOT NULL, verified INTEGER NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE business (id TEXT PRIMARY KEY, body BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT;
        CREATE TABLE legal_representative (
            business_id TEXT NOT NULL REFERENCES business(id), person_id TEXT NOT NULL REFERENCES person(id),
            PRIMARY KEY (business_id, person_id)
        ) STRICT;
        CREATE TABLE account (
            id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), iban TEXT NOT NULL UNIQUE,
            balance INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE transfer (id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account(id), body BLOB NOT NULL) STRICT;
        CREATE TABLE trusted_iban (
            id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account(id), body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE device_consent (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), body BLOB NOT NULL) STRICT;
        CREATE TABLE device_activity (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), body BLOB NOT NULL) STRICT;
        """

    private static let devices = """
        -- state: pending until its binding challenge was answered, then bound.
        CREATE TABLE device (
            id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), name TEXT, state TEXT NOT NULL,
            created_at INTEGER NOT NULL, bound_at INTEGER
        ) STRICT;
        CREATE INDEX device_by_person ON device(person_id, state);
        -- sequence: the newest key of a purpose is preferred. hex_point: 130 lower-case digits.
        CREATE TABLE device_key (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            device_id TEXT NOT NULL REFERENCES device(id) ON DELETE CASCADE,
            purpose TEXT NOT NULL, hex_point TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX device_key_by_device ON device_key(device_id, purpose);
        -- kind: signature (binding), device or sms. text: what a device signs; null where a code is sent.
        -- activation_id: whose code is signed where no SMS was sent.
        -- state: open or used; what has expired is open with its time past.
        CREATE TABLE challenge (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, person_id TEXT NOT NULL REFERENCES person(id), device_id TEXT,
            key_purpose TEXT, text TEXT, activation_id TEXT, state TEXT NOT NULL, attempts_left INTEGER NOT NULL,
            created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE activation (
            id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), code TEXT NOT NULL, body BLOB NOT NULL,
            state TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE delivery_event (
            id TEXT PRIMARY KEY, activation_id TEXT NOT NULL REFERENCES activation(id), body BLOB NOT NULL
        ) STRICT;
        """

    private static let changeRequests = """
        -- action: what is executed once the customer has confirmed. attempts_left: wrong signatures that are allowed.
        CREATE TABLE change_request (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, person_id TEXT, business_id TEXT,
            action BLOB NOT NULL, status TEXT NOT NULL, method TEXT, authorized_person_id TEXT, device_id TEXT,
            key_purpose TEXT, string_to_sign TEXT, attempts_left INTEGER NOT NULL,
            expires_at INTEGER, completes_at INTEGER, response_code INTEGER, response_body BLOB,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX change_request_by_person ON change_request(person_id);
        CREATE INDEX change_request_by_business ON change_request(business_id);
        """

    /// One row once the clock was moved: what is expired and due in these books is so by this clock.
    private static let clock = """
        -- lead: milliseconds that it is ahead of the machine's. frozen_at: where it stands while it is frozen.
        CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), lead INTEGER NOT NULL, frozen_at INTEGER) STRICT;
        """

    private static let cardPayments = """
        -- payment_id: what the change request decides together with another one. ends_at: when it has expired, be it
        -- authorized or not.
        ALTER TABLE change_request ADD COLUMN payment_id TEXT;
        ALTER TABLE change_request ADD COLUMN ends_at INTEGER;
        CREATE INDEX change_request_by_payment ON change_request(payment_id) WHERE payment_id IS NOT NULL;
        """

    private static let deliveries = """
        CREATE INDEX delivery_by_webhook ON delivery(webhook_id, next_at) WHERE next_at IS NOT NULL;
        """

    private static let messages = """
        -- visible_at: when the message reaches the phone; null when it never does.
        CREATE TABLE sms (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, recipient TEXT NOT NULL,
            language TEXT NOT NULL, template TEXT NOT NULL, text TEXT NOT NULL, otp TEXT,
            sent_at INTEGER NOT NULL, visible_at INTEGER
        ) STRICT;
        CREATE INDEX sms_by_recipient ON sms(recipient, sent_at);
        CREATE TABLE webhook (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, event_type TEXT NOT NULL,
            url TEXT NOT NULL, secret TEXT NOT NULL
        ) STRICT;
        -- One row an event and subscription. next_at: when the next attempt is due; null when there is none.
        CREATE TABLE delivery (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, webhook_id TEXT NOT NULL,
            event_type TEXT NOT NULL, entity_id TEXT, body BLOB NOT NULL, attempts INTEGER NOT NULL,
            next_at INTEGER, last_status INTEGER, last_error TEXT, last_at INTEGER, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX delivery_by_time ON delivery(next_at);
        """
}
