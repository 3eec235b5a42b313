/// Walks over strict JSON text (RFC 8259) byte by byte, at most 16 levels deep.
struct JSONScanner {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    private static let maximumDepth = 16

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Checks that the text is UTF-8 as a whole, so that strings can be taken out of it without repair.
    func begin() throws(CountersignError) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw CountersignError(.json, reason: "expected JSON in UTF-8, found bytes that are not UTF-8")
        }
    }

    /// Expects nothing but white space from here on.
    mutating func end() throws(CountersignError) {
        skipSpace()
        guard offset == bytes.count else { throw unexpected("the end of the text") }
    }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
    }

    /// An object; `member` reads the value of each name.
    mutating func object(
        _ member: (inout JSONScanner, String) throws(CountersignError) -> Void
    ) throws(CountersignError) {
        try expect("{", "an object")
        try nested("}") { (scanner: inout JSONScanner) throws(CountersignError) in
            let name = try scanner.string()
            scanner.skipSpace()
            try scanner.expect(":", "':' after the name")
            scanner.skipSpace()
            try member(&scanner, name)
        }
    }

    /// Any value.
    mutating func value() throws(CountersignError) -> JSONObject.Value {
        switch peek {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            try object { (scanner: inout JSONScanner, _: String) throws(CountersignError) in
                _ = try scanner.value()
            }
            return .other(kind: "an object")
        case UInt8(ascii: "["):
            offset += 1
            try nested("]") { (scanner: inout JSONScanner) throws(CountersignError) in
                _ = try scanner.value()
            }
            return .other(kind: "an array")
        case UInt8(ascii: "t"): return try literal("true", kind: "a Boolean")
        case UInt8(ascii: "f"): return try literal("false", kind: "a Boolean")
        case UInt8(ascii: "n"): return try literal("null", kind: "null")
        default:
            try number()
            return .other(kind: "a number")
        }
    }

    /// The elements up to `close`, with commas between them; the opening bracket has been read.
    private mutating func nested(
        _ close: Unicode.Scalar, _ element: (inout JSONScanner) throws(CountersignError) -> Void
    ) throws(CountersignError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw CountersignError(.json, reason: "JSON nested deeper than \(Self.maximumDepth)", offset: offset)
        }
        skipSpace()
        if take(close) { return }
        repeat {
            skipSpace()
            try element(&self)
            skipSpace()
        } while take(",")
        try expect(close, "',' or '\(close)'")
    }

    private mutating func literal(_ text: String, kind: String) throws(CountersignError) -> JSONObject.Value {
        guard bytes[offset...].starts(with: text.utf8) else { throw unexpected(text) }
        offset += text.utf8.count
        return .other(kind: kind)
    }

    private mutating func number() throws(CountersignError) {
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            try digits()
        }
    }

    private mutating func digits() throws(CountersignError) {
        let start = offset
        while let byte = peek, (0x30...0x39).contains(byte) { offset += 1 }
        guard offset > start else { throw unexpected("a value") }
    }

    // MARK: Bytes

    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func next() -> UInt8? {
        defer { offset += offset < bytes.count ? 1 : 0 }
        return peek
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard let byte = peek, byte == UInt8(ascii: scalar) else { return false }
        offset += 1
        return true
    }

    mutating func expect(_ scalar: Unicode.Scalar, _ what: String) throws(CountersignError) {
        guard take(scalar) else { throw unexpected(what) }
    }

    /// What was expected at the present offset. The byte found is not shown: it may belong to a secret.
    func unexpected(_ what: String) -> CountersignError {
        let found = offset < bytes.count ? "something else" : "the end of the text"
        return CountersignError(
            .json, reason: "expected \(what) in JSON at byte \(offset), found \(found)", offset: offset)
    }
}
