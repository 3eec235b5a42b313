/// Whether an activation code can still be used. The documentation names no member for it; the values are this
/// project's choice.
public enum ActivationStatus: OpenName {
    case active, used, expired
    case unknown(String)
    public static let known: [Self] = [.active, .used, .expired]

    public var rawValue: String {
        switch self {
        case .active: "ACTIVE"
        case .used: "USED"
        case .expired: "EXPIRED"
        case .unknown(let raw): raw
        }
    }
}

/// What happened to the letter with the code. The documentation has the path and not the values: this project's choice.
public enum DeliveryEventType: OpenName {
    case sent, delivered, returned
    case unknown(String)
    public static let known: [Self] = [.sent, .delivered, .returned]

    public var rawValue: String {
        switch self {
        case .sent: "SENT"
        case .delivered: "DELIVERED"
        case .returned: "RETURNED"
        case .unknown(let raw): raw
        }
    }
}

/// The body of `POST /v1/mfa/challenges/activation/{id}/delivery_events`.
public struct RecordDeliveryEvent: Sendable, Hashable, Codable {
    public var eventType: DeliveryEventType
    public init(eventType: DeliveryEventType) { self.eventType = eventType }
    enum CodingKeys: String, CodingKey { case eventType = "event_type" }
}

/// A recorded delivery event.
public struct DeliveryEvent: Sendable, Hashable, Codable {
    public var id: Identifier
    public var challengeID: Identifier?
    public var eventType: DeliveryEventType
    public var createdAt: Timestamp?

    public init(id: Identifier, challengeID: Identifier?, eventType: DeliveryEventType, createdAt: Timestamp?) {
        self.id = id
        self.challengeID = challengeID
        self.eventType = eventType
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case challengeID = "challenge_id"
        case eventType = "event_type"
        case createdAt = "created_at"
    }
}
