/// One step of the demonstration: a line for people, and what it was about.
struct DemoStep: Sendable {
    let number: Int
    let name: String
    let title: String
    /// Names and values, in the order in which they are shown.
    let facts: [(String, String)]

    var text: String {
        let lines = facts.map { "   \($0.0.padded(to: 15)) \($0.1)" }
        return PrintableText.of((["\(number). \(title)"] + lines).joined(separator: "\n"), keepingNewlines: true)
    }

    var json: JSON {
        .object([
            ("step", .string(name)), ("title", .string(title)),
            ("facts", .object(facts.map { ($0.0, .string($0.1)) })),
        ])
    }
}
