/// Reads the inside of a JSON string up to and with its closing quote.
///
/// A string without escapes is lent from the text itself: a secret in it is copied by nobody but its reader.
struct JSONStringScanner {
    private let bytes: [UInt8]
    private(set) var place: Int

    init(bytes: [UInt8], place: Int) {
        self.bytes = bytes
        self.place = place
    }

    private func defect(_ reason: String) -> JSONError {
        JSONError(code: .malformed, reason: reason, offset: place)
    }

    /// The string's UTF-8, checked.
    mutating func scan() throws(JSONError) -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
            guard bytes[place] >= 0x20 else { throw defect("a control character stands bare in a string") }
            place += 1
        }
        guard place < bytes.count else { throw defect("the string has no closing quote") }
        guard bytes[place] == UInt8(ascii: "\"") else { return try scanWithEscapes(from: start) }
        let text = try checked(bytes[start..<place], from: start)
        place += 1
        return text
    }

    private mutating func scanWithEscapes(from start: Int) throws(JSONError) -> ArraySlice<UInt8> {
        var text = Array(bytes[start..<place])
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\""):
                let result = try checked(text[...], from: start)
                place += 1
                return result
            case UInt8(ascii: "\\"):
                place += 1
                try escape(into: &text)
            case 0x00..<0x20:
                throw defect("a control character stands bare in a string")
            default:
                text.append(byte)
                place += 1
            }
        }
        throw defect("the string has no closing quote")
    }

    private func checked(_ text: ArraySlice<UInt8>, from start: Int) throws(JSONError) -> ArraySlice<UInt8> {
        guard let first = text.firstIndex(where: { $0 >= 0x80 }) else { return text }
        var rest = text[first...].makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid: continue
            case .emptyInput: return text
            case .error: throw JSONError(code: .malformed, reason: "the string is not UTF-8", offset: start)
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard place < bytes.count else { throw defect("the string has no closing quote") }
        let letter = bytes[place]
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try escapedScalar()).utf8)
        default:
            place -= 1
            throw defect("no such escape in JSON")
        }
    }

    private mutating func escapedScalar() throws(JSONError) -> Character {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard first < 0xDC00, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        else { throw defect("half of a surrogate pair stands alone") }
        place += 2
        let second = try fourHexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00))
        else { throw defect("half of a surrogate pair stands alone") }
        return Character(scalar)
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt16 {
        guard place + 4 <= bytes.count else { throw defect("expected four hex digits after \\u") }
        var number: UInt16 = 0
        for byte in bytes[place..<place + 4] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw defect("expected four hex digits after \\u")
            }
            number = number << 4 | UInt16(digit)
        }
        place += 4
        return number
    }
}
