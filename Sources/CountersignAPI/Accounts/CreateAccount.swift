/// The body of `POST /v1/persons/{person_id}/accounts`: paths and bodies are this project's choice.
public struct CreateAccount: Sendable, Hashable, Codable {
    /// What the account holds when it is opened; absent means 10 000.00 EUR.
    public var balance: Amount?

    public init(balance: Amount? = nil) { self.balance = balance }
}
