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
            "{" + members.map { Self.quoted($0) + ":" + $1.rendered }.joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(\.rendered).joined(separator: ",") + "]"
        case .string(let text): Self.quoted(text)
        case .integer(let number): String(number)
        case .bool(let truth): truth ? "true" : "false"
        case .null: "null"
        case .verbatim(let document): document
        }
    }

    /// RFC 8259: the quotation mark, the backslash and U+0000 to U+001F must be escaped. DEL and the C1 controls
    /// are escaped as well, since a document is often looked at in a terminal.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                    let hex = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
