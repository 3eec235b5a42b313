internal import ArgumentParser

/// `countersign sandbox …`
struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run a local bank that really checks what it is sent.",
        discussion: """
            Examples:
              countersign sandbox serve
            """,
        subcommands: [SandboxServe.self])

    func run() throws {
        throw ValidationError("no command was given: serve")
    }
}
