internal import ArgumentParser
internal import Countersign

/// `countersign key new`: a new private key in a new file.
struct KeyNew: Verb {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a private key and print its public point.",
        discussion: """
            Examples:
              countersign key new --out phone.pem --no-passphrase
              countersign key new --out sealed.pem --passphrase-file passphrase.txt
              countersign key new --out scripted.pem --no-passphrase --json

            The file is PKCS#8 in PEM, readable by 'openssl pkey', with permissions 0600. A passphrase encrypts it \
            (PBES2: PBKDF2-HMAC-SHA256 with 600000 iterations, AES-256-CBC). COUNTERSIGN_PASSPHRASE is used where \
            no option gives one; on a terminal you are asked.
            """)

    @Option(
        help: ArgumentHelp("The file to create; a directory that is missing is created too.", valueName: "file"),
        completion: .file())
    var out: RawArgument

    @Flag(help: "Replace the file where it exists.")
    var force = false

    @Flag(help: "Write the key without encryption.")
    var noPassphrase = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        guard !noPassphrase || passphrase.flags.sources.isEmpty else {
            throw ValidationError("give a passphrase, or say --no-passphrase")
        }
    }

    func perform() throws -> ExitStatus {
        let file = OutputFile(path: out, mode: 0o600, overwrites: force)
        try file.check()
        let passphrase = try newPassphrase()
        let key = try SigningKey()
        let format: KeyFormat = passphrase == nil ? .pkcs8PEM : .pkcs8EncryptedPEM
        try file.write(key.secretRepresentation(format, passphrase))
        let verifyingKey = key.verifyingKey
        try reporting.print(
            "public key  \(verifyingKey.hexPoint)\nkey id      \(verifyingKey.identifier.short)",
            json: .object([
                ("key_id", .string(verifyingKey.identifier.hex)), ("point", .string(verifyingKey.hexPoint)),
                ("format", .string(format.rawValue)), ("encrypted", .bool(format.isEncrypted)),
                ("file", .string(PrintableText.of(out.bytes))),
            ]))
        return .success
    }

    private func newPassphrase() throws(CLIError) -> Passphrase? {
        guard !noPassphrase else { return nil }
        guard let source = passphrase.flags.given ?? (TerminalPrompt.isPossible ? .terminal : nil) else {
            throw passphrase.flags.missing("no passphrase was given", canBeNone: true)
        }
        return try source.read(
            prompt: "Passphrase of the new key: ", isNew: true, console: reporting.console
        ).notEmpty()
    }
}
