internal import ArgumentParser

/// `countersign signature …`
struct SignatureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signature",
        abstract: "Look into signatures and convert their encodings.",
        discussion: """
            Examples:
              countersign signature inspect "$FIELD"
              countersign signature convert "$FIELD" --to rs-hex
            """,
        subcommands: [SignatureInspect.self, SignatureConvert.self])

    func run() throws {
        throw ValidationError("no command was given: inspect or convert")
    }
}
