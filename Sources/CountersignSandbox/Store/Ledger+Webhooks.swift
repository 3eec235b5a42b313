import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    /// Notes an event for every subscription of its type, in the transaction that made it true. The dispatcher delivers.
    func notify(_ event: WebhookEventType, entity: Identifier, payload: some Encodable) throws {
        let body = try Self.blob(payload)
        let subscribers = try String.fetchAll(
            self, sql: "SELECT id FROM webhook WHERE event_type = ? ORDER BY sequence", arguments: [event.rawValue])
        for subscriber in subscribers {
            try insertDelivery(event, to: subscriber, entity: entity, body: body)
        }
    }

    /// Notes a delivery to one subscription, due now.
    func insertDelivery(_ event: WebhookEventType, to subscriber: String, entity: Identifier, body: Data) throws {
        try execute(
            sql: """
                INSERT INTO delivery (id, webhook_id, event_type, entity_id, body, attempts, next_at, created_at)
                VALUES (?, ?, ?, ?, ?, 0, ?, ?)
                """,
            arguments: [
                try identities.identifier(.deliveryEvent).text, subscriber, event.rawValue, entity.text, body,
                now.milliseconds, now.milliseconds,
            ])
        db.afterNextTransaction { [events] _ in events.deliveries.ring() }
    }
}
