/// Reads one JSON text in the strict sense of RFC 8259: UTF-8 without byte-order mark, one value, no duplicate names,
/// no lone surrogates, no trailing commas, no deeper than a limit.
///
/// The only such reader: keys (JWK) and the bodies of all services go through it.
package struct JSONReader {
    /// Arrays and objects may be nested this deep.
    package static let depthLimit = 64
    /// Numbers are kept as they are written: more characters than any number needs, a double's shortest text has 24.
    package static let numberLimit = 1000

    private let bytes: [UInt8]
    private let depthLimit: Int
    private var place = 0
    private var depth = 0

    /// Reads a text as a whole.
    ///
    /// - Throws: ``JSONError`` `malformed`, `too_deep`, `duplicate_name`.
    package static func read<Node: JSONNode>(
        _ bytes: [UInt8], depthLimit: Int = depthLimit
    ) throws(JSONError) -> Node {
        var reader = JSONReader(bytes: bytes, depthLimit: depthLimit)
        reader.skipSpace()
        let value: Node = try reader.value()
        reader.skipSpace()
        guard reader.place == bytes.count else { throw reader.defect("expected the end of the text") }
        return value
    }

    private init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    private mutating func value<Node: JSONNode>() throws(JSONError) -> Node {
        switch current {
        case UInt8(ascii: "{"): return Node(jsonMembers: try members())
        case UInt8(ascii: "["): return Node(jsonArray: try elements())
        case UInt8(ascii: "\""): return Node(jsonString: try string())
        case UInt8(ascii: "t"): return try word("true", Node(jsonBool: true))
        case UInt8(ascii: "f"): return try word("false", Node(jsonBool: false))
        case UInt8(ascii: "n"): return try word("null", Node.jsonNull)
        case UInt8(ascii: "-"): return Node(jsonNumber: try number())
        case let byte? where Self.isDigit(byte): return Node(jsonNumber: try number())
        case nil: throw defect("expected a value, found the end of the text")
        default: throw defect("expected a value")
        }
    }

    private mutating func word<Node>(_ text: StaticString, _ node: Node) throws(JSONError) -> Node {
        for byte in text.description.utf8 {
            guard take(byte) else { throw defect("expected \(text)") }
        }
        return node
    }

    // MARK: Arrays and objects

    private mutating func elements<Node: JSONNode>() throws(JSONError) -> [Node] {
        try enter()
        var elements: [Node] = []
        if !leave(UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                elements.append(try value())
            } while try goesOn(until: UInt8(ascii: "]"), "expected , or ] after an element")
        }
        return elements
    }

    private mutating func members<Node: JSONNode>() throws(JSONError) -> [(name: String, value: Node)] {
        try enter()
        var members: [(name: String, value: Node)] = []
        var names = MemberNames()
        if !leave(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard current == UInt8(ascii: "\"") else { throw defect("expected a member name in quotes") }
                let start = place
                let name = String(decoding: try string(), as: UTF8.self)
                guard names.insert(name) else { throw duplicate(name, at: start) }
                skipSpace()
                guard take(UInt8(ascii: ":")) else { throw defect("expected : after a member name") }
                skipSpace()
                members.append((name, try value()))
            } while try goesOn(until: UInt8(ascii: "}"), "expected , or } after a member")
        }
        return members
    }

    /// Shows the name where it is short and harmless on a terminal and in a log.
    private func duplicate(_ name: String, at place: Int) -> JSONError {
        let isShown = name.utf8.count <= 64 && name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        let member = isShown ? "the member '\(name)'" : "a member name"
        return JSONError(code: .duplicateName, reason: "\(member) stands twice in one object", offset: place)
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= depthLimit else {
            throw JSONError(code: .tooDeep, reason: "nested deeper than \(depthLimit) levels", offset: place)
        }
        place += 1
        skipSpace()
    }

    private mutating func leave(_ bracket: UInt8) -> Bool {
        guard take(bracket) else { return false }
        depth -= 1
        return true
    }

    /// Whether a comma follows; if not, the closing bracket has to.
    private mutating func goesOn(until bracket: UInt8, _ reason: String) throws(JSONError) -> Bool {
        skipSpace()
        if take(UInt8(ascii: ",")) { return true }
        guard leave(bracket) else { throw defect(reason) }
        return false
    }

    // MARK: Numbers and strings

    private mutating func number() throws(JSONError) -> String {
        let start = place
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try digits()
        }
        guard place - start <= Self.numberLimit else {
            throw JSONError(
                code: .malformed, reason: "a number of more than \(Self.numberLimit) characters", offset: start)
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        let start = place
        while let byte = current, Self.isDigit(byte) { place += 1 }
        guard place > start else { throw defect("expected a digit") }
    }

    private mutating func string() throws(JSONError) -> ArraySlice<UInt8> {
        var scanner = JSONStringScanner(bytes: bytes, place: place + 1)
        defer { place = scanner.place }
        return try scanner.scan()
    }

    // MARK: Bytes

    private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        place += 1
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private func defect(_ reason: String) -> JSONError {
        JSONError(code: .malformed, reason: reason, offset: place)
    }
}
