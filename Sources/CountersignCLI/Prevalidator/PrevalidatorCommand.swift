internal import ArgumentParser

/// `countersign prevalidator …`
struct PrevalidatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prevalidator",
        abstract: "Refuse bad, stale and replayed signatures before the bank is called.",
        discussion: """
            Examples:
              countersign prevalidator serve --anonymous
            """,
        subcommands: [PrevalidatorServe.self])

    func run() throws {
        throw ValidationError("no command was given: serve")
    }
}
