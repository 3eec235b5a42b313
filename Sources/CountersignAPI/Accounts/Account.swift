/// A person's account, as far as transfers need one: paths and bodies are this project's choice.
public struct Account: Sendable, Hashable, Codable {
    public var id: Identifier
    public var iban: String
    public var balance: Amount?

    public init(id: Identifier, iban: String, balance: Amount?) {
        self.id = id
        self.iban = iban
        self.balance = balance
    }
}
