import CountersignAPI
import GRDB

extension Ledger {
    /// The newest messages that have reached a phone, the oldest of them first.
    ///
    /// - Parameter after: only what was sent after that message.
    /// - Throws: ``BankFault`` 404 for an unknown message.
    func outbox(of recipient: String?, after: Identifier?, limit: Int) throws -> [OutboxMessage] {
        var sequence: Int64 = 0
        if let after {
            let sql = "SELECT sequence FROM sms WHERE id = ?"
            guard let known = try Int64.fetchOne(self, sql: sql, arguments: [after.text]) else {
                throw BankFault.notFound("Sandbox::SMS", after)
            }
            sequence = known
        }
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT id, recipient, language, template, text, otp, sent_at FROM sms
                WHERE visible_at <= :now AND (:recipient IS NULL OR recipient = :recipient) AND sequence > :sequence
                ORDER BY visible_at DESC, sequence DESC LIMIT :limit
                """,
            arguments: ["now": now.milliseconds, "recipient": recipient, "sequence": sequence, "limit": limit])
        return rows.reversed().compactMap { row in
            SMSTemplate(rawValue: row[3]).map { template in
                OutboxMessage(
                    id: Identifier(row[0]), to: row[1], language: Language(rawValue: row[2]), template: template,
                    text: row[4], otp: row[5], sentAt: Timestamp(milliseconds: row[6]))
            }
        }
    }
}
