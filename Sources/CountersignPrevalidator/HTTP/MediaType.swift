import Hummingbird

/// What a caller says that a body is; letters of either case are the same.
struct MediaType {
    /// In lower case.
    private let text: [UInt8]

    /// Nil where nothing is said.
    init?(_ headers: HTTPFields) {
        guard let field = headers[.contentType] else { return nil }
        text = field.utf8.lowercasedASCII
    }

    /// Whether it is that type, whatever its parameters.
    func isOne(of types: [String]) -> Bool {
        let type = text.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
        return types.contains { type.elementsEqual($0.utf8) }
    }

    /// Whether it is JSON in UTF-8 and no parameter says anything else.
    var isPlainJSON: Bool {
        let text = text.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\"") }
        return ["application/json", "application/json;charset=utf-8"].contains { text.elementsEqual($0.utf8) }
    }
}
