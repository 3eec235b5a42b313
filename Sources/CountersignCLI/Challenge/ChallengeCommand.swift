internal import ArgumentParser

/// `countersign challenge …`
struct ChallengeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "challenge",
        abstract: "Sign challenges, verify signatures, and explain what is wrong with one.",
        discussion: """
            Examples:
              countersign challenge sign --key phone.pem --text 212212
              countersign challenge verify --key public.pem --text 212212 --signature "$FIELD"
              countersign challenge explain --key public.pem --text 212212 --signature "$FIELD"
            """,
        subcommands: [ChallengeSign.self, ChallengeVerify.self, ChallengeTrace.self, ChallengeExplain.self])

    func run() throws {
        throw ValidationError("no command was given: sign, verify, trace or explain")
    }
}
