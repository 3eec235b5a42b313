internal import ArgumentParser
internal import Countersign

/// `countersign signature inspect`: what a signature is made of.
struct SignatureInspect: Verb {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Print encoding, length and integers of a signature.",
        discussion: """
            Examples:
              countersign signature inspect "$FIELD"
              countersign challenge sign --key phone.pem --text hi | countersign signature inspect
              countersign signature inspect --json "$FIELD"

            Recognises der-hex (the bank's), der-base64, der, rs-hex, rs-base64, rs-base64url and rs. What is none of \
            them is exit code 65, with the defect and where it is.
            """)

    @OptionGroup var source: SignatureSource
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (signature, form) = try SignatureForm.detect(source.bytes(reporting.console))
        let lengths = signature.derIntegerLengths
        try reporting.print(
            """
            encoding  \(form.rawValue)
            DER       \(signature.derRepresentation.count) bytes
            r         \(Self.described(lengths.r)) \(Hex.encode(signature.r))
            s         \(Self.described(lengths.s)) \(Hex.encode(signature.s))
            s is      \(signature.isLowS ? "low" : "high, which the bank accepts")
            field     \(signature.field)
            """,
            json: .object([
                ("encoding", .string(form.rawValue)), ("der_bytes", .integer(signature.derRepresentation.count)),
                ("r_bytes", .integer(lengths.r)), ("s_bytes", .integer(lengths.s)),
                ("r", .string(Hex.encode(signature.r))), ("s", .string(Hex.encode(signature.s))),
                ("low_s", .bool(signature.isLowS)), ("field", .string(signature.field)),
            ]))
        return .success
    }

    /// Length in the DER; 33 bytes are a sign byte 00 and 32 more.
    private static func described(_ length: Int) -> String {
        length == 33 ? "33 bytes (sign byte 00 and 32)" : "\(length) bytes"
    }
}
