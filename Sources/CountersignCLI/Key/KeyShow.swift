internal import ArgumentParser
internal import Countersign

/// `countersign key show`: what a key is, and its public half.
struct KeyShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the type, identifier and public point of a key.",
        discussion: """
            Examples:
              countersign key show phone.pem
              countersign key show phone.pem --format point
              countersign key show public.pem --json

            The point of 130 hex digits is what the bank takes at device binding. The key id is SHA-256 over the \
            SubjectPublicKeyInfo; text shows its first 16 digits.
            """)

    @Argument(
        help: ArgumentHelp("A key file, '-' for standard input, or a public key itself.", valueName: "key"),
        completion: .file())
    var key: RawArgument

    @Option(help: ArgumentHelp("Print the public half in this format only.", valueName: "format"))
    var format: PublicFormat?

    @OptionGroup var access: KeyAccessOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let argument = KeyArgument(argument: key)
        var input = StandardInput()
        try argument.claim(&input)
        try access.passphrase.flags.claim(&input)
        let loaded = try LoadedKey(argument, access: access, console: reporting.console)
        let verifyingKey = loaded.key.verifyingKey
        if let format, !reporting.json {
            try Console.print(format.text(of: verifyingKey))
        } else {
            try reporting.print(text(of: loaded.key), json: json(of: loaded.key))
        }
        return .success
    }

    private func text(of key: ImportedKey) -> String {
        let kind = key.signingKey == nil ? "public" : "private"
        return """
            type        \(kind) key, P-256, \(key.format.rawValue)
            key id      \(key.verifyingKey.identifier.short)
            public key  \(key.verifyingKey.hexPoint)
            """
    }

    private func json(of key: ImportedKey) -> JSON {
        let publicKey = key.verifyingKey
        return .object([
            ("type", .string(key.signingKey == nil ? "public" : "private")), ("curve", .string("P-256")),
            ("format", .string(key.format.rawValue)), ("encrypted", .bool(key.format.isEncrypted)),
            ("key_id", .string(publicKey.identifier.hex)), ("point", .string(publicKey.hexPoint)),
            ("point_compressed", .string(Hex.encode(publicKey.compressedRepresentation))),
            ("spki_der", .string(Hex.encode(publicKey.spkiDER))), ("jwk", .verbatim(publicKey.jwk)),
        ])
    }
}
