/// A JSON number as its digits stand on the wire, so that nothing is rounded on the way through.
public struct JSONNumber: Sendable, Hashable, CustomStringConvertible {
    /// The number's text as RFC 8259 writes it.
    public let text: String

    /// For text that the parser has checked.
    init(checked text: String) { self.text = text }

    public init(_ value: some BinaryInteger) { text = String(value) }

    /// Nil for a NaN and the infinities, which JSON does not have.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.description
    }

    /// The value, where it is an integer that fits; `202.0` and `2e2` count as integers.
    public var int: Int? {
        if let exact = Int(text) { return exact }
        guard let number = Double(text), number.magnitude < 9_007_199_254_740_992 else { return nil }
        return Int(exactly: number)
    }

    /// The nearest binary floating-point number.
    public var double: Double? { Double(text) }

    public var description: String { text }
}
