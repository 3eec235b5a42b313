/// What programs turn a text into by mistake.
enum TextForms {
    static func string(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self) }

    static func utf16(_ text: [UInt8], bigEndian: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? [0xFEFF] : []) + Array(string(text).utf16)
        return units.flatMap { unit in
            let high = UInt8(unit >> 8)
            let low = UInt8(unit & 0xFF)
            return bigEndian ? [high, low] : [low, high]
        }
    }

    static func withoutDashes(_ text: [UInt8]) -> [UInt8]? {
        text.filter { $0 != UInt8(ascii: "-") }
    }

    /// 32 hex digits as 8-4-4-4-12.
    static func withUUIDDashes(_ text: [UInt8]) -> [UInt8]? {
        guard text.count == 32, (try? Hex.decode(string(text))) != nil else { return nil }
        var dashed = text
        for index in [20, 16, 12, 8] { dashed.insert(UInt8(ascii: "-"), at: index) }
        return dashed
    }

    static func withoutLeadingZeros(_ text: [UInt8]) -> [UInt8]? {
        guard text.count > 1, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Array(text.dropLast().drop { $0 == 0x30 }) + text.suffix(1)
    }

    static func hexDecoded(_ text: [UInt8]) -> [UInt8]? {
        try? Hex.decode(string(text))
    }

    /// The 16 bytes of a UUID with dashes.
    static func uuidBytes(_ text: [UInt8]) -> [UInt8]? {
        guard text.count == 36, let bytes = withoutDashes(text).flatMap(hexDecoded), bytes.count == 16 else {
            return nil
        }
        return bytes
    }

    /// The same with the first three fields little endian, as `Guid.ToByteArray` of .NET gives them.
    static func guidBytes(_ text: [UInt8]) -> [UInt8]? {
        guard let bytes = uuidBytes(text) ?? hexDecoded(text), bytes.count == 16 else { return nil }
        return bytes[0..<4].reversed() + bytes[4..<6].reversed() + bytes[6..<8].reversed() + bytes[8...]
    }

    /// Base64 in either alphabet, with or without padding, the unused bits of the last digit ignored.
    static func base64Decoded(_ text: [UInt8]) -> [UInt8]? {
        guard !text.isEmpty, let bytes = LaxBase64.decode(text) else { return nil }
        return bytes
    }

    // MARK: Normalisation

    /// Latin letters with one mark, composed and decomposed. Full normalisation is not to be had without ICU; these
    /// pairs come from Swift's own canonical equivalence and cover what European names are written in.
    private static let pairs: [(composed: Unicode.Scalar, decomposed: [Unicode.Scalar])] = {
        let letters = (0x41...0x5A).map(UInt32.init) + (0x61...0x7A).map(UInt32.init)
        let marks = (0x300...0x30C).map(UInt32.init) + [0x326, 0x327, 0x328]
        let sequences = letters.flatMap { letter in
            marks.map { mark in [letter, mark].compactMap(Unicode.Scalar.init) }
        }
        let composed = (UInt32(0xC0)...0x21B).compactMap(Unicode.Scalar.init)
        var bySequence: [String: Unicode.Scalar] = [:]
        for scalar in composed { bySequence[String(scalar)] = scalar }
        return sequences.compactMap { sequence in
            let text = String(String.UnicodeScalarView(sequence))
            return bySequence[text].map { ($0, sequence) }
        }
    }()

    static func composed(_ text: [UInt8]) -> [UInt8] {
        var scalars: [Unicode.Scalar] = []
        for scalar in string(text).unicodeScalars {
            if let last = scalars.last, let pair = pairs.first(where: { $0.decomposed == [last, scalar] }) {
                scalars[scalars.count - 1] = pair.composed
            } else {
                scalars.append(scalar)
            }
        }
        return Array(String(String.UnicodeScalarView(scalars)).utf8)
    }

    static func decomposed(_ text: [UInt8]) -> [UInt8] {
        let scalars = string(text).unicodeScalars.flatMap { scalar in
            pairs.first { $0.composed == scalar }?.decomposed ?? [scalar]
        }
        return Array(String(String.UnicodeScalarView(scalars)).utf8)
    }
}
