internal import CountersignJSON

/// What a JWK needs of JSON: strings, and the names of all else.
enum JWKMember {
    /// UTF-8.
    case string(ArraySlice<UInt8>)
    case object([(name: String, value: JWKMember)])
    case other(kind: String)

    /// "a string", "a number", …
    var kind: String {
        switch self {
        case .string: "a string"
        case .object: "an object"
        case .other(let kind): kind
        }
    }

    /// The value for a message: only what is public may be asked for it.
    var summary: String {
        if case .string(let text) = self, text.count <= 32 { return "\"\(String(decoding: text, as: UTF8.self))\"" }
        return kind
    }

    /// The members of one object of strict JSON, by the bytes of their names.
    ///
    /// - Throws: ``CountersignError/Code/json`` with the offset of the byte, or
    ///   ``CountersignError/Code/jwkMember`` for a name that an object has twice.
    static func members(ofJSON bytes: [UInt8]) throws(CountersignError) -> [[UInt8]: JWKMember] {
        let value: JWKMember
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw CountersignError(
                error.code == .duplicateName ? .jwkMember : .json,
                reason: "not strict JSON at byte \(error.offset): \(error.reason)", offset: error.offset)
        }
        guard case .object(let members) = value else {
            throw CountersignError(.json, reason: "expected a JSON object, found \(value.kind)", offset: 0)
        }
        return Dictionary(members.map { (Array($0.name.utf8), $0.value) }) { first, _ in first }
    }
}

extension JWKMember: JSONNode {
    static var jsonNull: JWKMember { .other(kind: "null") }
    init(jsonBool value: Bool) { self = .other(kind: "a Boolean") }
    init(jsonNumber text: String) { self = .other(kind: "a number") }
    init(jsonString text: ArraySlice<UInt8>) { self = .string(text) }
    init(jsonArray elements: [JWKMember]) { self = .other(kind: "an array") }
    init(jsonMembers members: [(name: String, value: JWKMember)]) { self = .object(members) }
}
