/// The exact bytes the bank sent to be signed: an OTP, a `string_to_sign`, or the hex text of a new key.
///
/// A challenge is text that is valid UTF-8, and nothing is ever done to it: it is not trimmed, not normalised, not
/// hex-decoded, whatever it looks like. Two challenges are equal when their bytes are, so `"é"` and `"e\u{301}"`,
/// which Swift's `String` calls equal, are two challenges.
public struct Challenge: Sendable, Hashable {
    /// The bytes that are hashed and signed.
    public let utf8: [UInt8]

    /// A challenge of the UTF-8 bytes of a text, as they are.
    public init(_ text: String) {
        utf8 = Array(text.utf8)
    }

    /// A challenge of bytes as they came, from a file or a socket.
    ///
    /// - Throws: ``CountersignError/Code/textNotUTF8`` with the offset of the first byte that is not UTF-8; nothing
    ///   is repaired.
    public init(utf8 bytes: some Sequence<UInt8>) throws(CountersignError) {
        let bytes = Array(bytes)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            let offset = Self.firstInvalidByte(of: bytes)
            throw CountersignError(
                .textNotUTF8,
                reason: "expected UTF-8, found the byte \(Hex.encode([bytes[offset]])) at byte \(offset)",
                offset: offset)
        }
        utf8 = bytes
    }

    /// The challenge as text.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Offset of the first byte of the first sequence that does not decode.
    private static func firstInvalidByte(of bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            offset += UTF8.width(scalar)
        }
        return min(offset, bytes.count - 1)
    }
}

extension Challenge: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension Challenge: CustomStringConvertible {
    /// The text itself.
    public var description: String { text }
}
