/// Base64 (RFC 4648), strict both ways: one text for each value and one value for each text.
package enum Base64: Sendable {
    /// Section 4: `+` and `/`, padded with `=`.
    case standard
    /// Section 5 without padding, as JOSE uses it (RFC 7515 section 2): `-` and `_`.
    case url

    private var alphabet: [UInt8] {
        Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
            + (self == .standard ? [0x2B, 0x2F] : [0x2D, 0x5F])
    }

    /// The text of bytes.
    package func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes[...], to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the text of bytes.
    func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
        let alphabet = alphabet
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.endIndex)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for position in 0...group.count {
                text.append(alphabet[Int(bits >> UInt32(18 - 6 * position) & 63)])
            }
            if self == .standard {
                text.append(contentsOf: repeatElement(0x3D, count: 3 - group.count))
            }
        }
    }

    /// The bytes of a text.
    ///
    /// - Throws: `base64Digit`, `base64Padding` or `base64TrailingBits`, with the offset of the character.
    package func decode(_ text: String) throws(CountersignError) -> [UInt8] {
        try decode(Array(text.utf8)[...])
    }

    /// The same for text in UTF-8.
    func decode(_ text: ArraySlice<UInt8>) throws(CountersignError) -> [UInt8] {
        let digits = try unpadded(text)
        let alphabet = alphabet
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for (offset, digit) in digits.enumerated() {
            guard let value = alphabet.firstIndex(of: digit) else {
                throw CountersignError(
                    .base64Digit,
                    reason: "expected a \(name) digit, found the byte \(Hex.encode([digit])) at character \(offset)",
                    offset: offset)
            }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> held))
                bits &= (1 << held) - 1
            }
        }
        guard bits == 0 else {
            throw CountersignError(
                .base64TrailingBits,
                reason: "the last \(name) digit, at character \(digits.count - 1), carries bits that no byte uses",
                offset: digits.count - 1)
        }
        return bytes
    }

    private var name: String { self == .standard ? "base64" : "base64url" }

    /// The digits before the padding, when the length and the padding are right.
    private func unpadded(_ text: ArraySlice<UInt8>) throws(CountersignError) -> ArraySlice<UInt8> {
        let padding = text.reversed().prefix { $0 == 0x3D }.count
        let digits = text.dropLast(padding)
        let missing = (4 - digits.count % 4) % 4
        guard missing != 3, padding == (self == .standard ? missing : 0) else {
            let wanted = self == .standard && missing != 3 ? "\(missing) '='" : "no '='"
            throw CountersignError(
                .base64Padding,
                reason: "\(digits.count) \(name) digits: expected \(wanted) after them and found \(padding)"
                    + (missing == 3 ? "; no bytes have that many digits" : ""),
                offset: digits.count)
        }
        return digits
    }
}
