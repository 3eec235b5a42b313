/// The tables of the Security API (V2), beside those of the other API in the same books.
enum SecurityV2Schema {
    static let statements = """
        CREATE TABLE security_session (
            id TEXT PRIMARY KEY, user_name TEXT NOT NULL, security_key TEXT NOT NULL, expires_at INTEGER NOT NULL,
            logout_reason INTEGER, ended_at INTEGER
        ) STRICT;
        -- Only consumers that differ from a new one; any other number is a consumer without a mobile number.
        CREATE TABLE consumer (
            id INTEGER PRIMARY KEY, number TEXT, management TEXT NOT NULL, login_needs_sca INTEGER NOT NULL,
            blocked INTEGER NOT NULL
        ) STRICT;
        -- One device a consumer: a new registration replaces the older.
        CREATE TABLE sdk_device (
            id INTEGER PRIMARY KEY AUTOINCREMENT, consumer_id INTEGER NOT NULL UNIQUE, name TEXT NOT NULL,
            hex_point TEXT NOT NULL, registered_at INTEGER NOT NULL
        ) STRICT;
        -- state: pending, executed, cancelled or blocked; what has expired is pending with its time past.
        -- code: the living one-time password. device_id: whom a push goes to.
        CREATE TABLE sca_request (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL UNIQUE, consumer_id INTEGER NOT NULL,
            cause TEXT NOT NULL, description TEXT, type INTEGER NOT NULL, delivery TEXT NOT NULL, state TEXT NOT NULL,
            code TEXT, device_id INTEGER, resends_left INTEGER NOT NULL, attempts_left INTEGER NOT NULL,
            failed INTEGER NOT NULL, started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX sca_request_by_consumer ON sca_request(consumer_id, state);
        """
}
