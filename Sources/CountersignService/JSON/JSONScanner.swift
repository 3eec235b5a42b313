/// Walks a document without recursion, so that hostile nesting costs no stack.
struct JSONScanner {
    private enum Container {
        case array
        case object(members: Set<[UInt8]>)
    }

    private let bytes: ContiguousArray<UInt8>
    private let limits: StrictJSON
    private var position = 0
    private var open: [Container] = []

    init(bytes: ContiguousArray<UInt8>, limits: StrictJSON) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func scanDocument() throws(JSONFault) {
        skipWhiteSpace()
        guard position < bytes.count else { throw fault(.empty) }
        repeat {
            try scanValueStart()
            try closeAfterValue()
        } while !open.isEmpty
        skipWhiteSpace()
        guard position == bytes.count else { throw fault(.syntax) }
    }

    /// Reads a scalar, or opens containers down to the next scalar or empty container.
    private mutating func scanValueStart() throws(JSONFault) {
        while true {
            skipWhiteSpace()
            switch peek {
            case UInt8(ascii: "["):
                try push(.array)
                skipWhiteSpace()
                if peek == UInt8(ascii: "]") { return }
            case UInt8(ascii: "{"):
                try push(.object(members: []))
                skipWhiteSpace()
                if peek == UInt8(ascii: "}") { return }
                try scanMemberName()
            case UInt8(ascii: "\""):
                _ = try scanString()
                return
            case UInt8(ascii: "t"): return try scanWord("true")
            case UInt8(ascii: "f"): return try scanWord("false")
            case UInt8(ascii: "n"): return try scanWord("null")
            default: return try scanNumber()
            }
        }
    }

    /// After a value: closes what ends here, and stops where the next value begins.
    private mutating func closeAfterValue() throws(JSONFault) {
        while let container = open.last {
            skipWhiteSpace()
            let isArray = if case .array = container { true } else { false }
            let closing = isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")
            if peek == closing {
                position += 1
                open.removeLast()
                continue
            }
            guard peek == UInt8(ascii: ",") else { throw fault(.syntax) }
            position += 1
            if !isArray { try scanMemberName() }
            return
        }
    }

    private mutating func push(_ container: Container) throws(JSONFault) {
        guard open.count < limits.maximumDepth else { throw fault(.depth) }
        open.append(container)
        position += 1
    }

    private mutating func scanMemberName() throws(JSONFault) {
        skipWhiteSpace()
        let start = position
        guard peek == UInt8(ascii: "\"") else { throw fault(.syntax) }
        let name = try scanString()
        guard case .object(var members) = open.removeLast() else { throw fault(.syntax) }
        guard members.insert(name).inserted else { throw JSONFault(code: .duplicateMember, offset: start) }
        open.append(.object(members: members))
        skipWhiteSpace()
        guard peek == UInt8(ascii: ":") else { throw fault(.syntax) }
        position += 1
    }

    /// Reads a string and returns its UTF-8 with escapes resolved: `"a"` and `"\u0061"` are one member name.
    private mutating func scanString() throws(JSONFault) -> [UInt8] {
        var text: [UInt8] = []
        position += 1
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return text
            case UInt8(ascii: "\\"):
                try scanEscape(into: &text)
            case 0..<0x20:
                throw fault(.syntax)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw fault(.syntax)
    }

    private mutating func scanEscape(into text: inout [UInt8]) throws(JSONFault) {
        let start = position
        position += 1
        guard let letter = peek else { throw fault(.syntax) }
        if letter == UInt8(ascii: "u") {
            let unit = try scanCodeUnit()
            var scalar = UInt32(unit)
            if UTF16.isLeadSurrogate(unit), peek == UInt8(ascii: "\\"), peek(ahead: 1) == UInt8(ascii: "u") {
                position += 1
                let trail = try scanCodeUnit()
                guard UTF16.isTrailSurrogate(trail) else { throw JSONFault(code: .loneSurrogate, offset: start) }
                scalar = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(scalar) else { throw JSONFault(code: .loneSurrogate, offset: start) }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            return
        }
        guard let escaped = Self.escapes[letter] else { throw fault(.syntax) }
        text.append(escaped)
        position += 1
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12,
        UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]

    /// `u` and four hex digits.
    private mutating func scanCodeUnit() throws(JSONFault) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = peek, let value = Self.hexValue(digit) else { throw fault(.syntax) }
            unit = unit << 4 | value
            position += 1
        }
        return unit
    }

    private static func hexValue(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private mutating func scanWord(_ word: StaticString) throws(JSONFault) {
        for expected in String(describing: word).utf8 {
            guard peek == expected else { throw fault(.syntax) }
            position += 1
        }
    }

    private mutating func scanNumber() throws(JSONFault) {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") { position += 1 } else { try scanDigits() }
        if peek == UInt8(ascii: ".") {
            position += 1
            try scanDigits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try scanDigits()
        }
        guard position - start <= limits.maximumNumberLength else {
            throw JSONFault(code: .numberTooLong, offset: start)
        }
    }

    private mutating func scanDigits() throws(JSONFault) {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw fault(.syntax) }
    }

    private mutating func skipWhiteSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
    private func peek(ahead: Int) -> UInt8? { position + ahead < bytes.count ? bytes[position + ahead] : nil }
    private func fault(_ code: JSONFault.Code) -> JSONFault { JSONFault(code: code, offset: position) }
}
