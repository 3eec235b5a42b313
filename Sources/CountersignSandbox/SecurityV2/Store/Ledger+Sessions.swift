import CountersignAPI
import GRDB

/// A login: what its token stands for.
struct SecuritySession: Sendable, Equatable {
    let id: String
    let key: SecurityV2.SecurityKey
    let expiresAt: Timestamp
}

extension Ledger {
    func insertSession(_ session: SecuritySession, of user: String) throws {
        try execute(
            sql: "DELETE FROM security_session WHERE expires_at <= ?", arguments: [now.milliseconds])
        try execute(
            sql: "INSERT INTO security_session (id, user_name, security_key, expires_at) VALUES (?, ?, ?, ?)",
            arguments: [session.id, user, session.key.text, session.expiresAt.milliseconds])
    }

    /// The session, unless it was ended; expired ones too.
    func session(_ id: String) throws -> SecuritySession? {
        let row = try Row.fetchOne(
            self, sql: "SELECT security_key, expires_at FROM security_session WHERE id = ? AND ended_at IS NULL",
            arguments: [id])
        return row.flatMap { row in
            SecurityV2.SecurityKey(row[0]).map {
                SecuritySession(id: id, key: $0, expiresAt: Timestamp(milliseconds: row[1]))
            }
        }
    }

    /// Ends a session, once.
    ///
    /// - Throws: ``SecurityV2Fault`` when it has ended already.
    func endSession(_ id: String, because reason: SecurityV2.LogoutReason) throws {
        try execute(
            sql: "UPDATE security_session SET ended_at = ?, logout_reason = ? WHERE id = ? AND ended_at IS NULL",
            arguments: [now.milliseconds, reason.rawValue, id])
        guard db.changesCount == 1 else { throw SecurityV2Fault.token }
    }
}
