/// The body of `POST /v1/persons/{person_id}/accounts/{account_id}/trusted_ibans`: paths and bodies are this project's
/// choice.
public struct CreateTrustedIBAN: Sendable, Hashable, Codable {
    public var iban: String
    public var name: String?

    public init(iban: String, name: String? = nil) {
        self.iban = iban
        self.name = name
    }
}

/// An account that the customer trusts; listed once its change request is confirmed.
public struct TrustedIBAN: Sendable, Hashable, Codable {
    public var id: Identifier
    public var iban: String
    public var name: String?

    public init(id: Identifier, iban: String, name: String?) {
        self.id = id
        self.iban = iban
        self.name = name
    }
}
