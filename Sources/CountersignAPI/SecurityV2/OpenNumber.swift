/// An enumerated value that travels as an integer and has a name in the documentation. The documentation gives both
/// without saying which one is sent: the integer is written, integer and name are read. A number that is not known is
/// kept as it came.
public protocol OpenNumber: Codable, Sendable, Hashable, CustomStringConvertible {
    /// The documented values, in the order of their numbers.
    static var known: [Self] { get }
    static func unknown(_ raw: Int) -> Self
    /// The number on the wire.
    var rawValue: Int { get }
    /// The documented name.
    var name: String { get }
    /// Further names in the documentation.
    var aliases: [String] { get }
}

extension OpenNumber {
    public init(rawValue: Int) {
        self = Self.known.first { $0.rawValue == rawValue } ?? .unknown(rawValue)
    }

    /// The value of a documented name, compared byte for byte; nil for any other.
    public init?(name: String) {
        let named = Self.known.first { value in ([value.name] + value.aliases).contains { $0.isByteEqual(to: name) } }
        guard let named else { return nil }
        self = named
    }

    /// The value of a name or of a number in decimal digits, as people type it; nil for anything else.
    public init?(_ text: String) {
        if let value = Self(name: text) {
            self = value
        } else if let number = Int(text), let value = Self.known.first(where: { $0.rawValue == number }) {
            self = value
        } else {
            return nil
        }
    }

    public var aliases: [String] { [] }
    /// False for a number that the documentation does not have.
    public var isKnown: Bool { Self.known.contains(self) }
    public var description: String { name }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let name = try? container.decode(String.self) else {
            self.init(rawValue: try container.decode(Int.self))
            return
        }
        guard let value = Self(name: name) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected one of \(Self.choices)"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// `0 None, 1 OTP, …`, for messages.
    public static var choices: String { known.map { "\($0.rawValue) \($0.name)" }.joined(separator: ", ") }

    public static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
