internal import ArgumentParser

/// `countersign audit …`
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check the audit log of the pre-validator.",
        discussion: """
            Examples:
              countersign audit check audit.ndjson
            """,
        subcommands: [AuditCheck.self])

    func run() throws {
        throw ValidationError("no command was given: check")
    }
}
