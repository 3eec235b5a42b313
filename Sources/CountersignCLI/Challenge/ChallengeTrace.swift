internal import ArgumentParser
internal import Countersign

/// `countersign challenge trace`: the road, one line for each station.
struct ChallengeTrace: Verb {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show every step from the challenge to the verdict, one line each.",
        discussion: """
            Examples:
              countersign challenge trace --key phone.pem --text 212212
              countersign challenge trace --key public.pem --text 212212 --signature "$FIELD"

            A private key signs; a public key needs --signature. The first line that differs from what your own code \
            computes is where the two part. Exit code 1 where the signature is not valid.
            """)

    @OptionGroup var challenge: ChallengeOptions

    @Option(
        help: ArgumentHelp("Trace this field instead of signing; '-' for standard input.", valueName: "field"))
    var signature: RawArgument?

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let inputs = try ChallengeInputs(challenge, signature: signature, console: reporting.console)
        let key = inputs.loaded.key.verifyingKey
        let digest = try ChallengeDigest(of: inputs.challenge)
        let signature = try self.signature(of: inputs)
        let isValid = try key.isValidSignature(signature, for: inputs.challenge)
        try reporting.print(
            text(inputs.challenge, digest, signature, key, isValid),
            json: json(inputs.challenge, digest, signature, key, isValid))
        return isValid ? .success : .negative
    }

    private func signature(of inputs: ChallengeInputs) throws -> Signature {
        if let bytes = inputs.signature { return try SignatureField.read(bytes) }
        guard let key = inputs.loaded.key.signingKey else {
            throw CLIError(.usage, "a public key cannot sign", hint: "say --signature, or give the private key")
        }
        return try key.signature(for: inputs.challenge)
    }

    private func text(
        _ challenge: Challenge, _ digest: ChallengeDigest, _ signature: Signature, _ key: VerifyingKey, _ isValid: Bool
    ) -> String {
        let der = signature.derRepresentation.count
        return """
            Challenge  \(challenge.utf8.count) bytes: \(PrintableText.of(challenge.utf8))
            Digest     SHA-256: \(digest.hex)
            ECDSA      r: \(Hex.encode(signature.r)) s: \(Hex.encode(signature.s))
            Encoding   DER of \(der) bytes, \(der * 2) hex digits: \(signature.field)
            Verify     \(isValid ? "valid" : "not valid") under key \(key.identifier.short)
            """
    }

    private func json(
        _ challenge: Challenge, _ digest: ChallengeDigest, _ signature: Signature, _ key: VerifyingKey, _ isValid: Bool
    ) -> JSON {
        .object([
            (
                "challenge",
                .object([
                    ("bytes", .integer(challenge.utf8.count)), ("text", .string(challenge.text)),
                    ("hex", .string(Hex.encode(challenge.utf8))),
                ])
            ),
            ("digest", .object([("sha256", .string(digest.hex))])),
            (
                "ecdsa",
                .object([
                    ("r", .string(Hex.encode(signature.r))), ("s", .string(Hex.encode(signature.s))),
                    ("low_s", .bool(signature.isLowS)),
                ])
            ),
            (
                "encoding",
                .object([
                    ("der_bytes", .integer(signature.derRepresentation.count)), ("field", .string(signature.field)),
                ])
            ),
            ("verify", .object([("valid", .bool(isValid)), ("key_id", .string(key.identifier.hex))])),
        ])
    }
}
