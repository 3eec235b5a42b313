import CountersignAPI
import GRDB

/// What the bank knows of a consumer.
struct Consumer: Sendable, Equatable {
    let id: Int32
    var number: PhoneNumber?
    var management = SecurityV2.Management.bank
    var loginNeedsSCA = false
    var isBlocked = false
}

extension Ledger {
    /// Nobody registers consumers with this API: every number is one.
    func consumer(_ id: Int32) throws -> Consumer {
        let sql = "SELECT number, management, login_needs_sca, blocked FROM consumer WHERE id = ?"
        guard let row = try Row.fetchOne(self, sql: sql, arguments: [id]) else { return Consumer(id: id) }
        return Consumer(
            id: id, number: (row[0] as String?).flatMap { PhoneNumber($0) },
            management: SecurityV2.Management(rawValue: row[1]) ?? .bank, loginNeedsSCA: row[2], isBlocked: row[3])
    }

    func replaceConsumer(_ consumer: Consumer) throws {
        try execute(
            sql: """
                INSERT OR REPLACE INTO consumer (id, number, management, login_needs_sca, blocked)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                consumer.id, consumer.number?.e164, consumer.management.rawValue, consumer.loginNeedsSCA,
                consumer.isBlocked,
            ])
    }

    func block(_ id: Int32) throws {
        var consumer = try consumer(id)
        consumer.isBlocked = true
        try replaceConsumer(consumer)
    }
}
