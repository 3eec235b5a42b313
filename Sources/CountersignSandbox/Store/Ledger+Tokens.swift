import CountersignAPI
import GRDB

extension Ledger {
    /// Old tokens that are kept: test control takes them also when the clock was moved past their end.
    private static let keptTokens = 1000

    func insertToken(_ token: String, lifetime: Int64) throws {
        try execute(
            sql: """
                DELETE FROM token WHERE token IN
                (SELECT token FROM token WHERE expires_at <= ? ORDER BY expires_at DESC LIMIT -1 OFFSET ?)
                """, arguments: [now.milliseconds, Self.keptTokens])
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
