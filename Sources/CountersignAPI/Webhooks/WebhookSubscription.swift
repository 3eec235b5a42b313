/// The body of `POST /v1/webhooks`. Source: Solaris API reference, Webhooks.
public struct CreateWebhook: Sendable, Hashable, Codable {
    public var eventType: WebhookEventType
    /// Must be https and must answer 2xx to an empty call.
    public var url: String

    public init(eventType: WebhookEventType, url: String) {
        self.eventType = eventType
        self.url = url
    }

    enum CodingKeys: String, CodingKey {
        case eventType = "event_type"
        case url
    }
}

/// A subscription; its secret is shown once, in the 201 body.
public struct WebhookSubscription: Sendable, Hashable, Codable {
    public var id: Identifier
    public var eventType: WebhookEventType
    public var url: String
    public var secret: String?

    public init(id: Identifier, eventType: WebhookEventType, url: String, secret: String? = nil) {
        self.id = id
        self.eventType = eventType
        self.url = url
        self.secret = secret
    }

    enum CodingKeys: String, CodingKey {
        case id
        case eventType = "event_type"
        case url, secret
    }
}
