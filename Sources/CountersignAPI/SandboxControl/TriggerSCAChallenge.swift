/// The body of `POST /_sandbox/sca_challenges`: a card payment at an online shop. The answer is the webhook's body.
public struct TriggerSCAChallenge: Sendable, Hashable, Codable {
    public var personID: Identifier
    public var amount: Amount
    public var merchant: SCAChallengePayload.Merchant
    public var cardID: Identifier?
    public var channel: String?

    public init(
        personID: Identifier, amount: Amount, merchant: SCAChallengePayload.Merchant, cardID: Identifier? = nil,
        channel: String? = nil
    ) {
        self.personID = personID
        self.amount = amount
        self.merchant = merchant
        self.cardID = cardID
        self.channel = channel
    }

    enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case amount, merchant
        case cardID = "card_id"
        case channel
    }
}
