internal import ArgumentParser
internal import Countersign

/// `countersign challenge explain`: why is this signature wrong?
struct ChallengeExplain: Verb {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Find out why a signature is wrong and what to change.",
        discussion: """
            Examples:
              countersign challenge explain --key public.pem --text 212212 --signature "$FIELD"
            """)

    @OptionGroup var challenge: ChallengeOptions
    @Option(
        help: ArgumentHelp("What was sent as the signature; '-' for standard input.", valueName: "field"))
    var signature: RawArgument
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        throw CLIError(.internalFault, "not yet")
    }
}
