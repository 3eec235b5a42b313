internal import ArgumentParser

/// `countersign webhook`: what the bank tells by itself.
struct WebhookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Receive webhook calls of the bank or the sandbox.",
        discussion: """
            Examples:
              countersign webhook listen --port 0
              countersign webhook listen --port 0 --verify --secret-file secret
            """,
        subcommands: [WebhookListen.self])

    func run() throws {
        throw ValidationError("no command was given: listen")
    }
}
