internal import ArgumentParser

/// `countersign`: the root of the command tree.
struct CountersignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign",
        abstract: "Sign, verify and explain the challenges of the bank's strong customer authentication.",
        discussion: """
            Examples:
              countersign key new --out phone.pem --no-passphrase
              countersign challenge sign --key phone.pem --text 212212
              countersign challenge trace --key phone.pem --text 212212

            Exit codes: 0 done or valid, 1 definitely not good, 64 usage, 65 malformed input, 66 input missing, \
            69 server unreachable or cannot listen, 70 internal, 73 would overwrite, 74 input/output, 75 locked or \
            timed out, 76 refused by the server, 77 permissions or passphrase, 78 configuration.
            """,
        version: Version.line,
        subcommands: [
            KeyCommand.self, ChallengeCommand.self, SignatureCommand.self, BatchCommand.self, SandboxCommand.self,
            SecurityCommand.self, PrevalidatorCommand.self, AuditCommand.self,
            DeviceCommand.self, FleetCommand.self, DemoCommand.self,
            ChangeRequestCommand.self, WebhookCommand.self,
        ])

    static var _errorPrefix: String { "" }

    func run() throws {
        throw ValidationError(
            """
            no command was given: key, challenge, signature, batch, sandbox, security, prevalidator, audit, device, \
            fleet, demo, change-request or webhook
            """)
    }
}
