import CountersignAPI
import GRDB

extension Ledger {
    func insertToken(_ token: String, lifetime: Int64) throws {
        try execute(sql: "DELETE FROM token WHERE expires_at <= ?", arguments: [now.milliseconds])
        // A seeded process that starts again gives out the tokens of its earlier run.
        try execute(
            sql: "INSERT OR REPLACE INTO token (token, expires_at) VALUES (?, ?)",
            arguments: [token, now.adding(seconds: lifetime).milliseconds])
    }

    /// When the token ends; nil for an unknown one.
    func tokenExpiry(_ token: String) throws -> Timestamp? {
        try Int64.fetchOne(self, sql: "SELECT expires_at FROM token WHERE token = ?", arguments: [token])
            .map(Timestamp.init(milliseconds:))
    }
}
