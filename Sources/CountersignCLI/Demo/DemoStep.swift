/// One step of the demonstration: a line for people, and what it was about.
struct DemoStep: Sendable {
    let number: Int
    let name: String
    let title: String
    let facts: [(name: String, value: String)]

    var text: String {
        let lines = facts.map { "   \($0.name.padded(to: 15)) \($0.value)" }
        return PrintableText.of((["\(number). \(title)"] + lines).joined(separator: "\n"), keepingNewlines: true)
    }

    var json: JSON {
        .object([
            ("step", .string(name)), ("title", .string(title)),
            ("facts", .object(facts.map { ($0.name, .string($0.value)) })),
        ])
    }
}
