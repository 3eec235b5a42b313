import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    /// Calls whose time has come, the longest waiting first.
    ///
    /// - Parameter busy: subscriptions whose calls are left out.
    func dueCalls(limit: Int, without busy: Set<Identifier>) throws -> [WebhookCall] {
        // By time, as nearly all is wanted; or by the few subscriptions that are left, past the backlog of the others.
        let from = busy.isEmpty ? "delivery CROSS JOIN webhook" : "webhook CROSS JOIN delivery"
        let others = busy.isEmpty ? "" : "AND webhook.id NOT IN (SELECT value FROM json_each(?))"
        var arguments: StatementArguments = [now.milliseconds]
        if !busy.isEmpty { arguments += [String(decoding: try WireJSON.encode(busy.map(\.text)), as: UTF8.self)] }
        return try Row.fetchAll(
            self,
            sql: """
                SELECT delivery.id, webhook.id, webhook.event_type, webhook.url, webhook.secret, delivery.event_type,
                entity_id, attempts, body, next_at FROM \(from)
                WHERE webhook.id = delivery.webhook_id AND next_at <= ? \(others)
                ORDER BY next_at, delivery.sequence LIMIT \(limit)
                """, arguments: arguments
        ).map { row in
            WebhookCall(
                id: Identifier(row[0]),
                subscription: WebhookSubscription(
                    id: Identifier(row[1]), eventType: WebhookEventType(rawValue: row[2]), url: row[3], secret: row[4]),
                eventType: WebhookEventType(rawValue: row[5]), entity: (row[6] as String?).map(Identifier.init(_:)),
                attempt: (row[7] as Int) + 1, body: Array(row[8] as Data),
                dueAt: Timestamp(milliseconds: row[9]))
        }
    }

    /// When the next attempt is due; nil when there is none.
    func nextAttempt() throws -> Timestamp? {
        try Int64.fetchOne(
            self,
            sql: """
                SELECT next_at FROM delivery JOIN webhook ON webhook.id = delivery.webhook_id
                WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1
                """
        ).map(Timestamp.init(milliseconds:))
    }

    /// Notes an attempt and, by the answer, when the next one is: 2xx and 422 none, 410 none and the subscription
    /// ends, anything else as ``RetrySchedule`` has it. While the call was under way its subscription may have ended, and
    /// ``redeliver(_:)`` may have ordered the next one, which stands.
    func recordAttempt(_ call: WebhookCall, _ outcome: WebhookOutcome) throws {
        var (status, reason): (Int?, String?) = (nil, nil)
        switch outcome {
        case .answered(let code): status = code
        case .failed(let text): reason = text
        }
        let isFinal = outcome.isDone || status == 410 || status == 422
        let delay = isFinal ? nil : RetrySchedule.delay(afterAttempt: call.attempt)
        try execute(
            sql: """
                UPDATE delivery SET attempts = ?,
                next_at = CASE WHEN webhook_id NOT IN (SELECT id FROM webhook) THEN NULL
                WHEN next_at = ? THEN ? ELSE next_at END,
                last_status = ?, last_error = ?, last_at = ? WHERE id = ?
                """,
            arguments: [
                call.attempt, call.dueAt?.milliseconds, delay.map { now.adding(seconds: $0).milliseconds }, status,
                reason, now.milliseconds, call.id.text,
            ])
        if status == 410 { try deleteSubscription(call.subscription.id) }
    }

    /// Makes a delivery due now, whatever became of it before. One that is due already becomes due a millisecond
    /// earlier, so that an attempt under way does not take this order for its own.
    /// - Throws: ``BankFault`` 404 for an unknown delivery and when its subscription has ended.
    func redeliver(_ id: Identifier) throws -> DeliveryLogEntry {
        try execute(
            sql: """
                UPDATE delivery SET next_at = CASE WHEN next_at <= :now THEN next_at - 1 ELSE :now END
                WHERE id = :id AND webhook_id IN (SELECT id FROM webhook)
                """, arguments: ["now": now.milliseconds, "id": id.text])
        guard db.changesCount > 0,
            let row = try Row.fetchOne(
                self, sql: "SELECT \(Self.logColumns) FROM delivery WHERE id = ?", arguments: [id.text])
        else { throw BankFault.notFound("Solaris::WebhookDelivery", id) }
        db.afterNextTransaction { [events] _ in events.deliveries.ring() }
        return try Self.logEntry(row)
    }

    /// One page of the log, the newest first, and how many there are.
    func deliveries(of webhook: Identifier?, _ page: Page) throws -> (page: [DeliveryLogEntry], total: Int) {
        let filter = "WHERE :webhook IS NULL OR webhook_id = :webhook"
        let total = try Int.fetchOne(
            self, sql: "SELECT COUNT(*) FROM delivery \(filter)", arguments: ["webhook": webhook?.text])
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT \(Self.logColumns) FROM delivery \(filter) ORDER BY sequence DESC LIMIT :size OFFSET :offset",
            arguments: ["webhook": webhook?.text, "size": page.size, "offset": page.offset])
        return (try rows.map(Self.logEntry), total ?? 0)
    }

    private static let logColumns = """
        id, webhook_id, event_type, entity_id, body, attempts, next_at, last_status, last_error, last_at, created_at
        """

    private static func logEntry(_ row: Row) throws -> DeliveryLogEntry {
        DeliveryLogEntry(
            id: Identifier(row[0]), subscriptionID: Identifier(row[1]), eventType: WebhookEventType(rawValue: row[2]),
            entityID: (row[3] as String?).map(Identifier.init(_:)), body: try value(JSONValue.self, of: row[4]),
            attempts: row[5], nextAttemptAt: (row[6] as Int64?).map(Timestamp.init(milliseconds:)), lastStatus: row[7],
            lastError: row[8], lastAttemptAt: (row[9] as Int64?).map(Timestamp.init(milliseconds:)),
            createdAt: Timestamp(milliseconds: row[10]))
    }
}
