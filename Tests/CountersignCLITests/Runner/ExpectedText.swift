import Foundation

/// Lines that must come out, with `«regular expressions»` in them and `…` for any number of lines.
struct ExpectedText {
    let lines: [String]

    /// Whether a text is these lines, each ended by a newline.
    func matches(_ text: String) -> Bool {
        guard let expression = try? NSRegularExpression(pattern: "\\A" + pattern + "\\z") else { return false }
        return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }

    private var pattern: String {
        lines.map { $0 == "…" ? "(?:.*\n)*?" : Self.pattern(of: $0) + "\n" }.joined()
    }

    private static func pattern(of line: String) -> String {
        var pattern = ""
        var rest = line[...]
        while let start = rest.firstIndex(of: "«"), let end = rest[start...].firstIndex(of: "»") {
            pattern += NSRegularExpression.escapedPattern(for: String(rest[..<start]))
            pattern += "(?:" + rest[rest.index(after: start)..<end] + ")"
            rest = rest[rest.index(after: end)...]
        }
        return pattern + NSRegularExpression.escapedPattern(for: String(rest))
    }
}
