extension JSONScanner {
    /// A string with its escapes undone.
    mutating func string() throws(CountersignError) -> String {
        try expect("\"", "a string")
        var text: [UInt8] = []
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: try escape())
            case 0x00..<0x20:
                throw unexpected("no control characters in a string")
            default:
                text.append(byte)
            }
        }
        throw unexpected("'\"'")
    }

    private mutating func escape() throws(CountersignError) -> [UInt8] {
        switch next() {
        case UInt8(ascii: "\""): [0x22]
        case UInt8(ascii: "\\"): [0x5C]
        case UInt8(ascii: "/"): [0x2F]
        case UInt8(ascii: "b"): [0x08]
        case UInt8(ascii: "f"): [0x0C]
        case UInt8(ascii: "n"): [0x0A]
        case UInt8(ascii: "r"): [0x0D]
        case UInt8(ascii: "t"): [0x09]
        case UInt8(ascii: "u"): Array(String(try scalar()).utf8)
        default: throw unexpected("an escape")
        }
    }

    /// The scalar of `\uXXXX`, or of a surrogate pair of them; a lone surrogate is an error.
    private mutating func scalar() throws(CountersignError) -> Character {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else {
            throw unexpected("no lone surrogate")
        }
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw unexpected("no lone surrogate") }
        return Character(scalar)
    }

    private mutating func unit() throws(CountersignError) -> UInt32 {
        var digits: [UInt8] = []
        for _ in 0..<4 {
            guard let byte = next() else { throw unexpected("four hex digits") }
            digits.append(byte)
        }
        guard let bytes = try? Hex.decode(String(decoding: digits, as: UTF8.self)), bytes.count == 2 else {
            throw unexpected("four hex digits")
        }
        return UInt32(bytes[0]) << 8 | UInt32(bytes[1])
    }
}
