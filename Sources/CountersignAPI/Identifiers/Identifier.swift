/// An id that the bank gave out: an opaque string, compared byte for byte and never checked for a shape.
public struct Identifier: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { text = value }

    public var description: String { text }

    public static func == (a: Self, b: Self) -> Bool { a.text.isByteEqual(to: b.text) }
    public static func < (a: Self, b: Self) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }
    public func hash(into hasher: inout Hasher) {
        if text.utf8.withContiguousStorageIfAvailable({ hasher.combine(bytes: UnsafeRawBufferPointer($0)) }) == nil {
            for byte in text.utf8 { hasher.combine(byte) }
        }
        hasher.combine(text.utf8.count)
    }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// As the name of a member: `[Identifier: …]` is an object whose names are compared byte for byte.
extension Identifier: CodingKeyRepresentable {
    public var codingKey: any CodingKey { WireKey(stringValue: text) }

    public init?(codingKey: some CodingKey) { text = codingKey.stringValue }
}
