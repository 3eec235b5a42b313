/// The members of one JSON object, read strictly (RFC 8259): UTF-8 without a byte order mark, no name twice, no
/// trailing comma, nothing after the object. Strings are kept; what is nested or not a string is checked and named
/// only, which is all that a JWK needs.
struct JSONObject {
    enum Value {
        case string(String)
        case other(kind: String)

        /// "a string", "a number", …
        var kind: String {
            switch self {
            case .string: "a string"
            case .other(let kind): kind
            }
        }

        /// The value for a message: only what is public may be asked for it.
        var summary: String {
            if case .string(let text) = self, text.utf8.count <= 32 { return "\"\(text)\"" }
            return kind
        }
    }

    private var members: [[UInt8]: Value] = [:]

    subscript(_ name: String) -> Value? { members[Array(name.utf8)] }

    /// - Throws: ``CountersignError/Code/json`` with the offset of the byte, or
    ///   ``CountersignError/Code/jwkMember`` for a name that is there twice.
    init(_ bytes: [UInt8]) throws(CountersignError) {
        var scanner = JSONScanner(bytes)
        try scanner.begin()
        scanner.skipSpace()
        try scanner.object { (scanner: inout JSONScanner, name: String) throws(CountersignError) in
            let value = try scanner.value()
            guard members.updateValue(value, forKey: Array(name.utf8)) == nil else {
                throw CountersignError(.jwkMember, reason: "the member '\(name)' is there twice")
            }
        }
        try scanner.end()
    }
}
