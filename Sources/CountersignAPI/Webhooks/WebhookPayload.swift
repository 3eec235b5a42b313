// The bodies of webhook calls. They inform only: the receiver reads the resource again.

/// The body of `PERSON_MOBILE_NUMBER_CREATED` and `PERSON_CHANGED`: `{}`. The person stands in `Solaris-Entity-Id`.
public struct EmptyPayload: Sendable, Hashable, Codable {
    public init() {}
}

/// The body of `PERSON_MOBILE_NUMBER_DELETED`: the id of the removed number.
public struct MobileNumberDeletedPayload: Sendable, Hashable, Codable {
    public var id: Identifier
    public init(id: Identifier) { self.id = id }
}

/// The body of `SCA_CHALLENGE`: a card payment that the customer allows or declines.
public struct SCAChallengePayload: Sendable, Hashable, Codable {
    public var amount: JSONValue?
    public var merchant: Merchant?
    public var challengedAt: Timestamp?
    public var expiresAt: Timestamp?
    public var personID: Identifier?
    public var cardID: Identifier?
    /// Confirm this one to allow the payment.
    public var authenticateChangeRequestID: Identifier
    /// Confirm this one to decline it.
    public var declineChangeRequestID: Identifier
    public var challengeID: Identifier?
    public var channel: String?

    public struct Merchant: Sendable, Hashable, Codable {
        public var name: String?
        public var country: String?
        public var url: String?

        public init(name: String?, country: String?, url: String?) {
            self.name = name
            self.country = country
            self.url = url
        }
    }

    public init(
        amount: JSONValue?, merchant: Merchant?, challengedAt: Timestamp?, expiresAt: Timestamp?,
        personID: Identifier?, cardID: Identifier?, authenticateChangeRequestID: Identifier,
        declineChangeRequestID: Identifier, challengeID: Identifier?, channel: String?
    ) {
        self.amount = amount
        self.merchant = merchant
        self.challengedAt = challengedAt
        self.expiresAt = expiresAt
        self.personID = personID
        self.cardID = cardID
        self.authenticateChangeRequestID = authenticateChangeRequestID
        self.declineChangeRequestID = declineChangeRequestID
        self.challengeID = challengeID
        self.channel = channel
    }

    enum CodingKeys: String, CodingKey {
        case amount, merchant
        case challengedAt = "challenged_at"
        case expiresAt = "expires_at"
        case personID = "person_id"
        case cardID = "card_id"
        case authenticateChangeRequestID = "authenticate_change_request_id"
        case declineChangeRequestID = "decline_change_request_id"
        case challengeID = "challenge_id"
        case channel
    }
}

/// The body of the event that an activation challenge was created.
public struct ActivationChallengePayload: Sendable, Hashable, Codable {
    public var personID: Identifier
    public var challengeID: Identifier
    public var createdAt: Timestamp?
    public var expiresAt: Timestamp?
    public var requestedBy: String?
    public var purpose: ActivationPurpose?

    public init(
        personID: Identifier, challengeID: Identifier, createdAt: Timestamp?, expiresAt: Timestamp?,
        requestedBy: String?, purpose: ActivationPurpose?
    ) {
        self.personID = personID
        self.challengeID = challengeID
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.requestedBy = requestedBy
        self.purpose = purpose
    }

    enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case challengeID = "challenge_id"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case requestedBy = "requested_by"
        case purpose
    }
}
