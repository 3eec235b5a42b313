/// Reads one JSON text in the strict sense of RFC 8259: UTF-8 without byte-order mark, one value, no duplicate names,
/// no lone surrogates, no trailing commas.
struct JSONParser {
    private let bytes: [UInt8]
    private let depthLimit: Int
    private var place = 0
    private var depth = 0

    static func parse(_ bytes: [UInt8], depthLimit: Int) throws(CountersignAPIError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, depthLimit: depthLimit)
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.place == bytes.count else { throw parser.defect("expected the end of the text") }
        return value
    }

    private init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    private func defect(_ reason: String) -> CountersignAPIError {
        CountersignAPIError(.invalidJSON, reason: reason, offset: place)
    }

    private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func value() throws(CountersignAPIError) -> JSONValue {
        switch current {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")):
            return .number(try number())
        case nil: throw defect("expected a value, found the end of the text")
        default: throw defect("expected a value")
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(CountersignAPIError) -> JSONValue {
        for byte in text.description.utf8 {
            guard current == byte else { throw defect("expected \(text)") }
            place += 1
        }
        return value
    }

    private mutating func enter() throws(CountersignAPIError) {
        depth += 1
        guard depth <= depthLimit else {
            throw CountersignAPIError(.tooDeep, reason: "nested deeper than \(depthLimit) levels", offset: place)
        }
        place += 1
        skipSpace()
    }

    private mutating func leave() {
        depth -= 1
        place += 1
    }

    private mutating func array() throws(CountersignAPIError) -> [JSONValue] {
        try enter()
        var elements: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            leave()
            return elements
        }
        while true {
            elements.append(try value())
            skipSpace()
            if current == UInt8(ascii: "]") { break }
            guard current == UInt8(ascii: ",") else { throw defect("expected , or ] after an element") }
            place += 1
            skipSpace()
        }
        leave()
        return elements
    }

    private mutating func object() throws(CountersignAPIError) -> JSONObject {
        try enter()
        var members: [JSONObject.Member] = []
        var seen = DuplicateNames()
        if current == UInt8(ascii: "}") {
            leave()
            return JSONObject()
        }
        while true {
            guard current == UInt8(ascii: "\"") else { throw defect("expected a member name in quotes") }
            let start = place
            let name = try string()
            guard seen.insert(name, after: members) else {
                place = start
                throw defect("the member name stands twice in one object")
            }
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw defect("expected : after a member name") }
            place += 1
            skipSpace()
            members.append(JSONObject.Member(name: name, value: try value()))
            skipSpace()
            if current == UInt8(ascii: "}") { break }
            guard current == UInt8(ascii: ",") else { throw defect("expected , or } after a member") }
            place += 1
            skipSpace()
        }
        leave()
        return JSONObject(members)
    }

    private mutating func number() throws(CountersignAPIError) -> JSONNumber {
        let start = place
        if current == UInt8(ascii: "-") { place += 1 }
        if current == UInt8(ascii: "0") {
            place += 1
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            place += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            place += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        return JSONNumber(checked: String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func digits() throws(CountersignAPIError) {
        let start = place
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
        guard place > start else { throw defect("expected a digit") }
    }

    private mutating func string() throws(CountersignAPIError) -> String {
        var scanner = JSONStringScanner(bytes: bytes, place: place + 1)
        do {
            let text = try scanner.scan()
            place = scanner.place
            return text
        } catch {
            place = scanner.place
            throw error
        }
    }
}

/// Finds a second member of one name: by comparing while there are few, by a set of bytes once there are many.
private struct DuplicateNames {
    private var set: Set<[UInt8]> = []

    /// False when the name is there already.
    mutating func insert(_ name: String, after members: [JSONObject.Member]) -> Bool {
        if members.count < 16 { return !members.contains { $0.name.isByteEqual(to: name) } }
        if set.isEmpty { set = Set(members.map { Array($0.name.utf8) }) }
        return set.insert(Array(name.utf8)).inserted
    }
}
