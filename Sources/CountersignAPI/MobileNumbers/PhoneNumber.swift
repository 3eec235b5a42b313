/// A number in E.164 form: a plus and 2 to 15 ASCII digits, the first not zero.
///
/// Source: Solaris guide, Mobile number management: input is sanitised, then validated strictly. Numbering plans are
/// not consulted, for the documented test number `+15550101` follows none.
public struct PhoneNumber: Sendable, Hashable, CustomStringConvertible {
    /// The number with its plus.
    public let e164: String

    /// Nil unless the text is E.164 as it stands: `^\+[1-9]\d{1,14}$`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (3...16).contains(bytes.count), bytes[0] == UInt8(ascii: "+"), bytes[1] != UInt8(ascii: "0"),
            bytes[1...].allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        else { return nil }
        e164 = text
    }

    /// Takes out what people type between digits, then validates; nil for what is no number then.
    public init?(sanitizing text: String) { self.init(Self.sanitized(text)) }

    /// The text without spaces, dashes, underscores and slashes.
    public static func sanitized(_ text: String) -> String {
        String(decoding: text.utf8.filter { !" -_/".utf8.contains($0) }, as: UTF8.self)
    }

    /// For logs: `+4915•••55`. A number too short to hide anything in shows its plus only.
    public var masked: String {
        let digits = e164.utf8.count
        guard digits >= 9 else { return "+•••" }
        return "\(e164.prefix(5))•••\(e164.suffix(2))"
    }

    /// The masked form, so that a number does not slip into a log whole.
    public var description: String { masked }
}
