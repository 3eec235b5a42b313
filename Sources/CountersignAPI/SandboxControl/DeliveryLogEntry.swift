/// A webhook event for one subscription, and what became of it: an element of `GET /_sandbox/webhooks/deliveries`.
public struct DeliveryLogEntry: Sendable, Hashable, Codable {
    /// The value of `Solaris-Webhook-Id`.
    public var id: Identifier
    public var subscriptionID: Identifier
    public var eventType: WebhookEventType
    public var entityID: Identifier?
    public var body: JSONValue
    /// Calls made so far.
    public var attempts: Int
    /// Absent when no further attempt is made.
    public var nextAttemptAt: Timestamp?
    /// What the last call was answered; absent when it got no answer.
    public var lastStatus: Int?
    /// Why the last call got no answer.
    public var lastError: String?
    public var lastAttemptAt: Timestamp?
    public var createdAt: Timestamp

    public init(
        id: Identifier, subscriptionID: Identifier, eventType: WebhookEventType, entityID: Identifier?,
        body: JSONValue, attempts: Int, nextAttemptAt: Timestamp?, lastStatus: Int?, lastError: String?,
        lastAttemptAt: Timestamp?, createdAt: Timestamp
    ) {
        self.id = id
        self.subscriptionID = subscriptionID
        self.eventType = eventType
        self.entityID = entityID
        self.body = body
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.lastStatus = lastStatus
        self.lastError = lastError
        self.lastAttemptAt = lastAttemptAt
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case subscriptionID = "subscription_id"
        case eventType = "event_type"
        case entityID = "entity_id"
        case body, attempts
        case nextAttemptAt = "next_attempt_at"
        case lastStatus = "last_status"
        case lastError = "last_error"
        case lastAttemptAt = "last_attempt_at"
        case createdAt = "created_at"
    }
}
