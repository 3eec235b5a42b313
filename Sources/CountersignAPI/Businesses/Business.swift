// Businesses only as far as they own change requests: paths and bodies are this project's choice.

/// The body of `POST /v1/businesses`.
public struct CreateBusiness: Sendable, Hashable, Codable {
    public var name: String
    public init(name: String) { self.name = name }
}

/// A business customer.
public struct Business: Sendable, Hashable, Codable {
    public var id: Identifier
    public var name: String?
    public var legalRepresentatives: [LegalRepresentative]?

    public init(id: Identifier, name: String?, legalRepresentatives: [LegalRepresentative]?) {
        self.id = id
        self.name = name
        self.legalRepresentatives = legalRepresentatives
    }

    enum CodingKeys: String, CodingKey {
        case id, name
        case legalRepresentatives = "legal_representatives"
    }
}

/// A person who may act for a business; also the body of `POST /v1/businesses/{id}/legal_representatives`.
public struct LegalRepresentative: Sendable, Hashable, Codable {
    public var personID: Identifier
    public init(personID: Identifier) { self.personID = personID }
    enum CodingKeys: String, CodingKey { case personID = "person_id" }
}
