/// An enumerated value of the API that may grow: a name that is not known is kept as it came (`.unknown(raw)`), since
/// the bank adds values without notice. Names are compared byte for byte.
public protocol OpenName: Codable, Sendable, Hashable, CustomStringConvertible {
    /// The documented values, in the order of the documentation.
    static var known: [Self] { get }
    static func unknown(_ raw: String) -> Self
    /// The name on the wire.
    var rawValue: String { get }
}

extension OpenName {
    public init(rawValue: String) {
        self = Self.known.first { $0.rawValue.isByteEqual(to: rawValue) } ?? .unknown(rawValue)
    }

    /// False for a name that the documentation does not have.
    public var isKnown: Bool { Self.known.contains(self) }

    public var description: String { rawValue }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public static func == (a: Self, b: Self) -> Bool { a.rawValue.isByteEqual(to: b.rawValue) }
    public func hash(into hasher: inout Hasher) { hasher.combine(Array(rawValue.utf8)) }
}
