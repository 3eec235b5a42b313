/// The 202 body of a call that needs the customer's authorization first.
///
/// Source: Solaris API reference, Remove mobile number (`id`, `status`, `updated_at`, `url`); the published Elixir
/// client reads the id from `change_request_id`, which is written last with the same value.
public struct TriggeredChangeRequest: Sendable, Hashable {
    public var id: Identifier
    public var status: ChangeRequestStatus
    public var updatedAt: Timestamp?
    /// Where to authorize.
    public var url: String?

    public init(
        id: Identifier, status: ChangeRequestStatus = .authorizationRequired, updatedAt: Timestamp? = nil,
        url: String? = nil
    ) {
        self.id = id
        self.status = status
        self.updatedAt = updatedAt
        self.url = url
    }
}

extension TriggeredChangeRequest: Codable {
    /// An absent status means `AUTHORIZATION_REQUIRED`: one published form has nothing but the id.
    public init(from decoder: any Decoder) throws {
        let body = try ChangeRequestBody(from: decoder)
        let container = body.container
        id = body.id
        status =
            try container.decodeIfPresent(ChangeRequestStatus.self, forKey: WireKey(stringValue: "status"))
            ?? .authorizationRequired
        updatedAt = try container.decodeIfPresent(Timestamp.self, forKey: WireKey(stringValue: "updated_at"))
        url = try container.decodeIfPresent(String.self, forKey: WireKey(stringValue: "url"))
    }

    enum CodingKeys: String, CodingKey {
        case id, status
        case updatedAt = "updated_at"
        case url
        case changeRequestID = "change_request_id"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(status, forKey: .status)
        try container.encodeIfPresent(updatedAt, forKey: .updatedAt)
        try container.encodeIfPresent(url, forKey: .url)
        try container.encode(id, forKey: .changeRequestID)
    }
}
