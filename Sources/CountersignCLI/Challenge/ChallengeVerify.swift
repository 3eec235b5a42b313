internal import ArgumentParser
internal import Countersign

/// `countersign challenge verify`: is this signature good?
struct ChallengeVerify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the 'signature' field of a challenge.",
        discussion: """
            Examples:
              countersign challenge verify --key public.pem --text 212212 --signature "$FIELD"
              countersign challenge sign --key phone.pem --text hi | \\
                countersign challenge verify --key phone.pem --text hi --signature -

            Exit code 0: valid. 1: well formed and not valid. 65: the field is malformed.
            """)

    @OptionGroup var challenge: ChallengeOptions

    @Option(
        help: ArgumentHelp("The field: hex of strict DER, or '-' for standard input.", valueName: "field"))
    var signature: RawArgument

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let inputs = try ChallengeInputs(challenge, signature: signature, console: reporting.console)
        let key = inputs.loaded.key.verifyingKey
        let signature = try SignatureField.read(inputs.signature ?? [])
        let isValid = try key.isValidSignature(signature, for: inputs.challenge)
        try reporting.print(
            isValid ? "valid" : "not valid",
            json: .object([("valid", .bool(isValid)), ("key_id", .string(key.identifier.hex))]),
            isVerdict: true)
        if !isValid, !reporting.json {
            reporting.console.hint("'countersign challenge explain' with the same options looks for the reason")
        }
        return isValid ? .success : .negative
    }
}
