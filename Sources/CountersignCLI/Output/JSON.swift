internal import CountersignJSON

/// A JSON document to be printed: members keep the order in which they are documented.
enum JSON {
    case object([(String, JSON)])
    case array([JSON])
    case string(String)
    case integer(Int)
    case bool(Bool)
    case null
    /// A document that is rendered already.
    case verbatim(String)

    /// The string, or null where there is none.
    static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// The document on one line, without a final newline.
    var rendered: String {
        switch self {
        case .object(let members):
            "{" + members.map { JSONText.quoted($0) + ":" + $1.rendered }.joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(\.rendered).joined(separator: ",") + "]"
        case .string(let text): JSONText.quoted(text)
        case .integer(let number): String(number)
        case .bool(let truth): truth ? "true" : "false"
        case .null: "null"
        case .verbatim(let document): document
        }
    }
}
