internal import ArgumentParser

/// `countersign fleet …`
struct FleetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet",
        abstract: "Drive many virtual phones at once.",
        discussion: """
            Examples:
              countersign fleet run --devices 20 --mix all
            """,
        subcommands: [FleetRun.self])

    func run() throws {
        throw ValidationError("no command was given: run")
    }
}
