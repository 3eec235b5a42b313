/// What is stored of a person: the body of `POST /v1/persons` and `PATCH /v1/persons/{id}`.
///
/// The documented members have accessors; every other member is kept as given. Source: Solaris API reference, Persons.
public struct PersonAttributes: Sendable, Hashable {
    /// All members in the order given, without `id`.
    public private(set) var members: JSONObject

    public init(_ members: JSONObject = [:]) { self.members = members.removing(["id"]) }

    public var firstName: String? {
        get { self["first_name"] }
        set { self["first_name"] = newValue }
    }
    public var lastName: String? {
        get { self["last_name"] }
        set { self["last_name"] = newValue }
    }
    public var email: String? {
        get { self["email"] }
        set { self["email"] = newValue }
    }
    /// The language of SMS; absent means `en`.
    public var language: Language? {
        get { self["language"].map(Language.init(rawValue:)) }
        set { self["language"] = newValue?.rawValue }
    }
    /// The branch that serves the person.
    public var branch: Branch? {
        get { self["branch"].map(Branch.init(rawValue:)) }
        set { self["branch"] = newValue?.rawValue }
    }
    /// A legacy attribute: stored, never linked to the mobile-number resource, never used for authorization. Source:
    /// Solaris guide, Mobile number management.
    public var legacyMobileNumber: String? {
        get { self["mobile_number"] }
        set { self["mobile_number"] = newValue }
    }
    public var address: JSONObject? {
        get { members["address"]?.objectValue }
        set { members["address"] = newValue.map { .object($0) } }
    }

    private subscript(name: String) -> String? {
        get { members[name]?.stringValue }
        set { members[name] = newValue.map { .string($0) } }
    }

    /// The attributes after an update with others: members of the update replace, nulls of the update are ignored.
    public func updated(with update: PersonAttributes) -> PersonAttributes {
        PersonAttributes(members.merging(update.members.withoutNulls))
    }
}

extension PersonAttributes: Codable {
    private static let strings = ["first_name", "last_name", "email", "language", "branch", "mobile_number"]

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WireKey.self)
        // A wrong type is refused here; the accessors would take it for absent.
        for name in Self.strings { _ = try container.decodeIfPresent(String.self, forKey: WireKey(stringValue: name)) }
        _ = try container.decodeIfPresent(JSONObject.self, forKey: WireKey(stringValue: "address"))
        self.init(try JSONObject(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws { try members.encode(to: encoder) }
}
