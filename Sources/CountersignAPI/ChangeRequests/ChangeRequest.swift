/// A change request, as authorize, confirm and reading it answer.
///
/// Source: Solaris API reference, Confirm change request. Authorize adds `string_to_sign` for device signing; confirm
/// adds the result of the call that triggered the change request.
public struct ChangeRequest: Sendable, Hashable, Encodable {
    public var id: Identifier
    public var status: ChangeRequestStatus
    /// When the change request changed last.
    public var updatedAt: Timestamp?
    /// The text to be signed, exactly as it came; only after authorize with `device_signing`.
    public var stringToSign: String?
    /// The body of the resource that was created or changed; its shape depends on the resource, and so does the type
    /// of its `id`.
    public var responseBody: JSONValue?
    /// The final HTTP status of the call that triggered the change request; not the status of confirm.
    public var responseCode: Int?

    public init(
        id: Identifier, status: ChangeRequestStatus, updatedAt: Timestamp? = nil, stringToSign: String? = nil,
        responseBody: JSONValue? = nil, responseCode: Int? = nil
    ) {
        self.id = id
        self.status = status
        self.updatedAt = updatedAt
        self.stringToSign = stringToSign
        self.responseBody = responseBody
        self.responseCode = responseCode
    }

    enum CodingKeys: String, CodingKey {
        case id, status
        case updatedAt = "updated_at"
        case stringToSign = "string_to_sign"
        case responseBody = "response_body"
        case responseCode = "response_code"
    }
}

extension ChangeRequest: Decodable {
    /// Reads every published form: the id as `id` or `change_request_id`, the whole nested in `change_request`, the
    /// signed text under any of its names.
    public init(from decoder: any Decoder) throws {
        let body = try ChangeRequestBody(from: decoder)
        let container = body.container
        id = body.id
        status = try container.decode(ChangeRequestStatus.self, forKey: WireKey(stringValue: "status"))
        updatedAt = try container.decodeIfPresent(Timestamp.self, forKey: WireKey(stringValue: "updated_at"))
        stringToSign = try SignedTextName.read(from: container)
        responseBody = try container.decodeIfPresent(JSONValue.self, forKey: WireKey(stringValue: "response_body"))
        responseCode = try container.decodeIfPresent(Int.self, forKey: WireKey(stringValue: "response_code"))
    }
}

/// Finds the members of a change request wherever the published forms put them.
struct ChangeRequestBody {
    let container: KeyedDecodingContainer<WireKey>
    let id: Identifier

    init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: WireKey.self)
        let nested = WireKey(stringValue: "change_request")
        container =
            outer.hasValue(forKey: nested) ? try outer.nestedContainer(keyedBy: WireKey.self, forKey: nested) : outer
        let names = ["id", "change_request_id"].map(WireKey.init(stringValue:))
        id = try container.decode(Identifier.self, forKey: names.first(where: container.hasValue) ?? names[0])
    }
}

extension KeyedDecodingContainer {
    /// Whether the member is present and not null.
    func hasValue(forKey key: Key) -> Bool { contains(key) && (try? decodeNil(forKey: key)) == false }
}
