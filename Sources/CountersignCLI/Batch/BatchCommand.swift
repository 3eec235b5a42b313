internal import ArgumentParser

/// `countersign batch …`
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Verify signatures by the hundred thousand.",
        discussion: """
            Examples:
              countersign batch verify records.ndjson --registry keys.ndjson
              countersign batch kernels
            """,
        subcommands: [BatchVerify.self, BatchKernels.self])

    func run() throws {
        throw ValidationError("no command was given: verify or kernels")
    }
}
