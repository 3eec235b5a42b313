/// A customer. Source: Solaris API reference, Persons.
public struct Person: Sendable, Hashable {
    public var id: Identifier
    public var attributes: PersonAttributes

    public init(id: Identifier, attributes: PersonAttributes) {
        self.id = id
        self.attributes = attributes
    }
}

extension Person: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WireKey.self)
        id = try container.decode(Identifier.self, forKey: WireKey(stringValue: "id"))
        attributes = try PersonAttributes(from: decoder)
    }

    /// The id stands first, the attributes follow in their order.
    public func encode(to encoder: any Encoder) throws {
        let object: JSONObject = ["id": .string(id.text)]
        try object.merging(attributes.members).encode(to: encoder)
    }
}
