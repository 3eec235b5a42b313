/// The body of `POST /v1/mfa/challenges/sms`. Source: Solaris API reference, SMS challenges.
public struct CreateSMSChallenge: Sendable, Hashable, Codable {
    public var personID: Identifier
    public init(personID: Identifier) { self.personID = personID }
    enum CodingKeys: String, CodingKey { case personID = "person_id" }
}

/// An OTP that was sent to the person for a login. The members beside `id` are this project's choice.
public struct SMSChallenge: Sendable, Hashable, Codable {
    public var id: Identifier
    public var type: ChallengeType?
    public var createdAt: Timestamp?
    public var expiresAt: Timestamp?

    public init(id: Identifier, type: ChallengeType? = .sms, createdAt: Timestamp?, expiresAt: Timestamp?) {
        self.id = id
        self.type = type
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    enum CodingKeys: String, CodingKey {
        case id, type
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// The body of `PUT /v1/mfa/challenges/sms/{id}`.
public struct VerifySMSChallenge: Sendable, Hashable, Codable {
    /// The six digits of the OTP.
    public var code: String
    public init(code: String) { self.code = code }
}
