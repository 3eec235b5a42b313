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
    private static let decompositions: [Unicode.Scalar: [Unicode.Scalar]] = {
        let composed = (UInt32(0xC0)...0x21B).compactMap(Unicode.Scalar.init)
        let byText = Dictionary(uniqueKeysWithValues: composed.map { (String($0), $0) })
        let letters = Array(UInt32(0x41)...0x5A) + Array(UInt32(0x61)...0x7A)
        let marks = Array(UInt32(0x300)...0x30C) + [0x326, 0x327, 0x328]
        var found: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for letter in letters {
            for mark in marks {
                let sequence = [letter, mark].compactMap(Unicode.Scalar.init)
                if let scalar = byText[string(of: sequence)] { found[scalar] = sequence }
            }
        }
        return found
    }()

    private static let compositions: [[Unicode.Scalar]: Unicode.Scalar] =
        Dictionary(uniqueKeysWithValues: decompositions.map { ($0.value, $0.key) })

    static func composed(_ text: [UInt8]) -> [UInt8] {
        var scalars: [Unicode.Scalar] = []
        for scalar in string(text).unicodeScalars {
            if !scalar.isASCII, let last = scalars.last, let whole = compositions[[last, scalar]] {
                scalars[scalars.count - 1] = whole
            } else {
                scalars.append(scalar)
            }
        }
        return Array(string(of: scalars).utf8)
    }

    static func decomposed(_ text: [UInt8]) -> [UInt8] {
        Array(string(of: string(text).unicodeScalars.flatMap { decompositions[$0] ?? [$0] }).utf8)
    }

    private static func string(of scalars: [Unicode.Scalar]) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
