internal import ArgumentParser

/// `countersign security …`
struct SecurityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "security",
        abstract: "Call the Security API (V2) of the card platform.",
        discussion: """
            Examples:
              countersign security login --url "$URL" --user partner01 --password-file password.txt
              countersign security pending 21
              countersign security authorize "$REFERENCE" --code 12345678
              countersign security logout

            login keeps the session in a file (security-session.json, or --session, or the variable \
            COUNTERSIGN_SECURITY_SESSION); the other commands read it there.
            """,
        subcommands: [
            SecurityLogin.self, SecurityLogout.self, SecurityAuthorize.self, SecurityRegenerate.self,
            SecurityPending.self, SecurityDevices.self, SecurityDeregister.self, SecurityPostLogin.self,
        ])

    func run() throws {
        throw ValidationError(
            "no command was given: login, logout, authorize, regenerate, pending, devices, deregister or post-login")
    }
}
