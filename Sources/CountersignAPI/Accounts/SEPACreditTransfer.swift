/// The body of `POST /v1/accounts/{account_id}/transactions/sepa_credit_transfers`. Source of the names: Solaris API
/// reference, SEPA transfers; the set of members is this project's choice.
public struct CreateSEPACreditTransfer: Sendable, Hashable, Codable {
    public var recipientName: String
    public var recipientIBAN: String
    public var amount: Amount
    public var description: String?
    public var reference: String?

    public init(
        recipientName: String, recipientIBAN: String, amount: Amount, description: String? = nil,
        reference: String? = nil
    ) {
        self.recipientName = recipientName
        self.recipientIBAN = recipientIBAN
        self.amount = amount
        self.description = description
        self.reference = reference
    }

    enum CodingKeys: String, CodingKey {
        case recipientName = "recipient_name"
        case recipientIBAN = "recipient_iban"
        case amount, description, reference
    }
}

/// A transfer that was executed: the `response_body` of its change request.
public struct SEPACreditTransfer: Sendable, Hashable, Codable {
    public var id: Identifier
    public var recipientName: String
    public var recipientIBAN: String
    public var amount: Amount
    public var description: String?
    public var reference: String?

    public init(id: Identifier, order: CreateSEPACreditTransfer) {
        self.id = id
        recipientName = order.recipientName
        recipientIBAN = order.recipientIBAN
        amount = order.amount
        description = order.description
        reference = order.reference
    }

    enum CodingKeys: String, CodingKey {
        case id
        case recipientName = "recipient_name"
        case recipientIBAN = "recipient_iban"
        case amount, description, reference
    }
}
