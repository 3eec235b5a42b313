/// A bound device. Source: Solaris API reference, Device binding, and published clients of it.
public struct Device: Sendable, Hashable, Codable {
    public var id: Identifier
    public var personID: Identifier?
    public var name: String?
    public var createdAt: Timestamp?

    public init(id: Identifier, personID: Identifier?, name: String?, createdAt: Timestamp?) {
        self.id = id
        self.personID = personID
        self.name = name
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case personID = "person_id"
        case name
        case createdAt = "created_at"
    }
}
