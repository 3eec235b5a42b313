/// Books that a bank in the sandbox starts with: the body of `POST /_sandbox/seed` and the content of a seed file.
///
/// An id that is absent is made by the sandbox.
public struct SeedBooks: Sendable, Hashable, Codable {
    public var persons: [SeedPerson]?
    public var businesses: [SeedBusiness]?

    public init(persons: [SeedPerson]? = nil, businesses: [SeedBusiness]? = nil) {
        self.persons = persons
        self.businesses = businesses
    }
}

/// A person with what belongs to it.
public struct SeedPerson: Sendable, Hashable, Codable {
    public var id: Identifier?
    public var attributes: PersonAttributes?
    /// The number for one-time passwords.
    public var number: String?
    /// Absent means true.
    public var verified: Bool?
    public var devices: [SeedDevice]?
    public var accounts: [SeedAccount]?

    public init(
        id: Identifier? = nil, attributes: PersonAttributes? = nil, number: String? = nil, verified: Bool? = nil,
        devices: [SeedDevice]? = nil, accounts: [SeedAccount]? = nil
    ) {
        self.id = id
        self.attributes = attributes
        self.number = number
        self.verified = verified
        self.devices = devices
        self.accounts = accounts
    }
}

/// A bound device.
public struct SeedDevice: Sendable, Hashable, Codable {
    public var id: Identifier?
    public var name: String?
    public var keys: [Key]

    public struct Key: Sendable, Hashable, Codable {
        /// 130 hex digits of the uncompressed point.
        public var key: String
        /// Absent means unrestricted.
        public var keyPurpose: KeyPurpose?

        public init(key: String, keyPurpose: KeyPurpose? = nil) {
            self.key = key
            self.keyPurpose = keyPurpose
        }

        enum CodingKeys: String, CodingKey {
            case key
            case keyPurpose = "key_purpose"
        }
    }

    public init(id: Identifier? = nil, name: String? = nil, keys: [Key]) {
        self.id = id
        self.name = name
        self.keys = keys
    }
}

/// An account.
public struct SeedAccount: Sendable, Hashable, Codable {
    public var id: Identifier?
    /// Cents; absent means none.
    public var balance: Int?

    public init(id: Identifier? = nil, balance: Int? = nil) {
        self.id = id
        self.balance = balance
    }
}

/// A business and who may act for it.
public struct SeedBusiness: Sendable, Hashable, Codable {
    public var id: Identifier?
    public var name: String
    public var legalRepresentatives: [Identifier]?

    public init(id: Identifier? = nil, name: String, legalRepresentatives: [Identifier]? = nil) {
        self.id = id
        self.name = name
        self.legalRepresentatives = legalRepresentatives
    }

    enum CodingKeys: String, CodingKey {
        case id, name
        case legalRepresentatives = "legal_representatives"
    }
}

/// The answer of `POST /_sandbox/seed`: all ids, in the order of what was sent.
public struct SeededBooks: Sendable, Hashable, Codable {
    public var persons: [SeededPerson]
    public var businesses: [CreatedID]

    public struct SeededPerson: Sendable, Hashable, Codable {
        public var id: Identifier
        public var devices: [Identifier]
        public var accounts: [Identifier]

        public init(id: Identifier, devices: [Identifier], accounts: [Identifier]) {
            self.id = id
            self.devices = devices
            self.accounts = accounts
        }
    }

    public init(persons: [SeededPerson], businesses: [CreatedID]) {
        self.persons = persons
        self.businesses = businesses
    }
}
