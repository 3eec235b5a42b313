/// A sum of money: whole units of the currency's hundredth part.
public struct Amount: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Cents, where ``unit`` is `cents`.
    public var value: Int
    public var unit: String
    public var currency: String

    public init(value: Int, unit: String = "cents", currency: String = "EUR") {
        self.value = value
        self.unit = unit
        self.currency = currency
    }

    /// As an SMS prints it: `10.00 EUR`.
    public var description: String {
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(value < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest) \(currency)"
    }
}
