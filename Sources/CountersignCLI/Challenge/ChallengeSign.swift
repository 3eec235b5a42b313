internal import ArgumentParser
internal import Countersign

/// `countersign challenge sign`: a challenge to the `signature` field.
struct ChallengeSign: Verb {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a challenge and print the 'signature' field.",
        discussion: """
            Examples:
              countersign challenge sign --key phone.pem --text 212212
              printf %s "$STRING_TO_SIGN" | countersign challenge sign --key phone.pem
              countersign challenge sign --key phone.pem --file challenge.txt --strip-newline

            The text is signed byte for byte: ECDSA P-256 over one SHA-256, strict DER, lower-case hex, as \
            POST /v1/change_requests/{id}/confirm wants it. Without --text and --file it is read from standard input.
            """)

    @OptionGroup var challenge: ChallengeOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let inputs = try ChallengeInputs(challenge, console: reporting.console)
        let key = try inputs.loaded.signingKey()
        let field = try key.field(for: inputs.challenge)
        try reporting.print(
            field,
            json: .object([
                ("signature", .string(field)), ("key_id", .string(key.verifyingKey.identifier.hex)),
                ("challenge_bytes", .integer(inputs.challenge.utf8.count)),
            ]))
        return .success
    }
}
