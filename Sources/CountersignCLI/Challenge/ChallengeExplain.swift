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
              countersign challenge explain --key public.pem --text "$STRING_TO_SIGN" --other-text 212212 \\
                --other-key other.pem --signature "$FIELD" --json

            Tries the known mistakes, alone and in pairs: another hash, another encoding, changed text, another key. \
            A key given as text is taken as what was sent to the bank, and its encoding is judged too; a key file is \
            only a key. Exit code 0: the signature is good. 1: it is not, and the codes say why. 65: the key cannot \
            be read.
            """)

    @OptionGroup var challenge: ChallengeOptions

    @Option(
        help: ArgumentHelp("What was sent as the signature, in any form; '-' for standard input.", valueName: "field"))
    var signature: RawArgument

    @Option(
        help: ArgumentHelp("A key that may have signed instead (repeatable).", valueName: "key"), completion: .file())
    var otherKey: [RawArgument] = []

    @Option(help: ArgumentHelp("A text that may have been signed instead (repeatable).", valueName: "text"))
    var otherText: [RawArgument] = []

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let diagnosis = try diagnosis()
        try reporting.print(
            diagnosis.findings.map(Self.text).joined(separator: "\n\n"),
            json: .object([
                ("valid", .bool(diagnosis.isValid)), ("code", .string(diagnosis.code.description)),
                ("findings", .array(diagnosis.findings.map(Self.json))),
            ]))
        if diagnosis.code == .keyUnreadable { return .malformed }
        return diagnosis.isValid ? .success : .negative
    }

    private func diagnosis() throws -> Diagnosis {
        let console = reporting.console
        let otherKeys = try otherKey.map { try CandidateKey.read($0, access: challenge.access, console: console) }
        let otherTexts = try otherText.map { other throws(CLIError) in
            do throws(CountersignError) {
                return try Challenge(utf8: other.bytes)
            } catch {
                throw CLIError(error, about: "--other-text")
            }
        }
        guard KeyArgument(argument: challenge.key).isAsSent else {
            let inputs = try ChallengeInputs(challenge, signature: signature, console: console)
            return try Diagnosis(
                of: inputs.signature ?? [], for: inputs.challenge, under: inputs.loaded.key.verifyingKey,
                otherKeys: otherKeys, otherTexts: otherTexts)
        }
        let field = SignatureArgument(argument: signature)
        var input = StandardInput()
        try challenge.text.claim(&input)
        try field.claim(&input)
        let text = try challenge.text.challenge(console)
        return try Diagnosis(
            of: field.bytes(console), for: text, underKeyAsSent: challenge.key.bytes,
            otherKeys: otherKeys, otherTexts: otherTexts)
    }

    private static func text(_ finding: Diagnosis.Finding) -> String {
        let text = "code   \(finding.code)\nfound  \(finding.found)"
        return PrintableText.of(finding.fix.isEmpty ? text : text + "\nfix    \(finding.fix)", keepingNewlines: true)
    }

    private static func json(_ finding: Diagnosis.Finding) -> JSON {
        .object([
            ("code", .string(finding.code.description)), ("station", .string(finding.station.rawValue)),
            ("found", .string(finding.found)), ("fix", .string(finding.fix)),
        ])
    }
}
