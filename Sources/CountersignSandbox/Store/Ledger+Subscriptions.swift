import CountersignAPI
import GRDB

extension Ledger {
    func insertSubscription(_ subscription: WebhookSubscription) throws {
        try execute(
            sql: "INSERT INTO webhook (id, event_type, url, secret) VALUES (?, ?, ?, ?)",
            arguments: [
                subscription.id.text, subscription.eventType.rawValue, subscription.url, subscription.secret ?? "",
            ])
    }

    /// One page of subscriptions without their secrets, the oldest first, and how many there are.
    func subscriptions(_ page: Page) throws -> (page: [WebhookSubscription], total: Int) {
        let total = try Int.fetchOne(self, sql: "SELECT COUNT(*) FROM webhook") ?? 0
        let rows = try Row.fetchAll(
            self, sql: "SELECT id, event_type, url FROM webhook ORDER BY sequence LIMIT ? OFFSET ?",
            arguments: [page.size, page.offset])
        return (rows.map(Self.subscription), total)
    }

    /// - Throws: ``BankFault`` 404.
    func subscription(_ id: Identifier) throws -> WebhookSubscription {
        let sql = "SELECT id, event_type, url FROM webhook WHERE id = ?"
        guard let row = try Row.fetchOne(self, sql: sql, arguments: [id.text]) else {
            throw BankFault.notFound("Solaris::Webhook", id)
        }
        return Self.subscription(row)
    }

    /// Removes a subscription; what was still to be delivered to it is not.
    func deleteSubscription(_ id: Identifier) throws {
        try execute(sql: "DELETE FROM webhook WHERE id = ?", arguments: [id.text])
        try execute(sql: "UPDATE delivery SET next_at = NULL WHERE webhook_id = ?", arguments: [id.text])
    }

    private static func subscription(_ row: Row) -> WebhookSubscription {
        WebhookSubscription(id: Identifier(row[0]), eventType: WebhookEventType(rawValue: row[1]), url: row[2])
    }
}
