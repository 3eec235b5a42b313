/// Whether the customer agreed to device monitoring. Source: Solaris guide, Device monitoring.
public enum ConsentEvent: OpenName {
    case approved, rejected
    case unknown(String)

    public static let known: [Self] = [.approved, .rejected]

    public var rawValue: String {
        switch self {
        case .approved: "APPROVED"
        case .rejected: "REJECTED"
        case .unknown(let raw): raw
        }
    }
}

/// The body of `POST` and `PATCH /v1/persons/{person_id}/device_consents`.
public struct RecordDeviceConsent: Sendable, Hashable, Codable {
    public var eventType: ConsentEvent
    /// When the customer decided; not in the future.
    public var confirmedAt: Timestamp

    public init(eventType: ConsentEvent, confirmedAt: Timestamp) {
        self.eventType = eventType
        self.confirmedAt = confirmedAt
    }

    enum CodingKeys: String, CodingKey {
        case eventType = "event_type"
        case confirmedAt = "confirmed_at"
    }
}

/// A recorded consent.
public struct DeviceConsent: Sendable, Hashable, Codable {
    public var id: Identifier
    public var personID: Identifier?
    public var eventType: ConsentEvent
    public var confirmedAt: Timestamp
    public var createdAt: Timestamp?

    public init(
        id: Identifier, personID: Identifier?, eventType: ConsentEvent, confirmedAt: Timestamp, createdAt: Timestamp?
    ) {
        self.id = id
        self.personID = personID
        self.eventType = eventType
        self.confirmedAt = confirmedAt
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case personID = "person_id"
        case eventType = "event_type"
        case confirmedAt = "confirmed_at"
        case createdAt = "created_at"
    }
}
