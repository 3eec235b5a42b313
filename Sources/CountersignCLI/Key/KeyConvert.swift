internal import ArgumentParser
internal import Countersign
internal import CountersignPrimitives

/// `countersign key convert`: the same key in another format, or under another passphrase.
struct KeyConvert: Verb {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a key in another format, or under another passphrase.",
        discussion: """
            Examples:
              countersign key convert phone.pem --to spki
              countersign key convert phone.pem --to pkcs8 --new-passphrase-file passphrase.txt --out sealed.pem
              countersign key convert phone.pem --to sec1 --no-passphrase --out sec1.pem

            Private formats: pkcs8, pkcs8-der, sec1, sec1-der, scalar, x963, jwk-private. They need --out ('-' for \
            standard output), and --no-passphrase where the result is not encrypted. pkcs8 and pkcs8-der keep the \
            passphrase that opened the key unless a new one is given (COUNTERSIGN_NEW_PASSPHRASE is used where no \
            option gives one). Public formats: spki, spki-der, point, point-bytes, compressed, compressed-bytes, jwk.
            """)

    @Argument(
        help: ArgumentHelp("A key file, '-' for standard input, or a public key itself.", valueName: "key"),
        completion: .file())
    var key: RawArgument

    @Option(help: ArgumentHelp("The format to write.", valueName: "format"))
    var to: KeyTarget

    @Option(
        help: ArgumentHelp("The file to create, or '-' for standard output.", valueName: "file"), completion: .file())
    var out: RawArgument?

    @Flag(help: "Replace the file where it exists.")
    var force = false

    @OptionGroup var newPassphrase: NewPassphraseOptions
    @OptionGroup var access: KeyAccessOptions
    @OptionGroup var reporting: ReportOptions

    private var isPrivate: Bool { to.format(isEncrypted: false).isPrivate }
    private var isToStandardOutput: Bool { out?.isDash ?? true }

    func validate() throws {
        guard !isPrivate || out != nil else {
            throw ValidationError("a private key needs --out, with '-' for standard output")
        }
        guard to.takesPassphrase || newPassphrase.flags.sources.isEmpty else {
            throw ValidationError("the format \(to.rawValue) takes no passphrase; pkcs8 and pkcs8-der do")
        }
        guard !isPrivate || to.takesPassphrase || newPassphrase.noPassphrase else {
            throw ValidationError("the format \(to.rawValue) is not encrypted: say --no-passphrase")
        }
        guard !(reporting.json && isPrivate && isToStandardOutput) else {
            throw ValidationError("a private key is not put into a JSON document; say --out with a file")
        }
    }

    func perform() throws -> ExitStatus {
        let argument = KeyArgument(argument: key)
        var input = StandardInput()
        try argument.claim(&input)
        try access.passphrase.flags.claim(&input)
        try newPassphrase.flags.claim(&input)
        let file = out.map { OutputFile(path: $0, mode: isPrivate ? 0o600 : 0o644, overwrites: force) }
        if !isToStandardOutput { try file?.check() }
        let loaded = try LoadedKey(argument, access: access, console: reporting.console)
        let passphrase = isPrivate && loaded.key.signingKey != nil ? try outputPassphrase(loaded) : nil
        let format = to.format(isEncrypted: passphrase != nil)
        let bytes = try representation(of: loaded, format, passphrase)
        if isToStandardOutput {
            try printed(bytes, format, loaded.key.verifyingKey)
        } else {
            try file?.write(bytes)
            if reporting.json { try Console.print(document(format, loaded.key.verifyingKey, []).rendered) }
        }
        return .success
    }

    private func representation(
        of loaded: LoadedKey, _ format: KeyFormat, _ passphrase: Passphrase?
    ) throws -> SecretBytes {
        guard format.isPrivate else {
            let bytes = try loaded.key.verifyingKey.representation(format)
            return SecretBytes(format.isText && bytes.last != 0x0A ? bytes + [0x0A] : bytes)
        }
        return try loaded.signingKey().secretRepresentation(format, passphrase)
    }

    private func outputPassphrase(_ loaded: LoadedKey) throws(CLIError) -> Passphrase? {
        guard to.takesPassphrase, !newPassphrase.noPassphrase else { return nil }
        if let source = newPassphrase.flags.given {
            return try source.read(
                prompt: "", isNew: true, console: reporting.console
            ).notEmpty()
        }
        if let kept = loaded.passphrase { return kept }
        guard TerminalPrompt.isPossible else {
            throw newPassphrase.flags.missing("no new passphrase was given", canBeNone: true)
        }
        return try TerminalPrompt.passphrase(prompt: "New passphrase: ", isNew: true).notEmpty()
    }

    private func printed(_ bytes: SecretBytes, _ format: KeyFormat, _ key: VerifyingKey) throws(CLIError) {
        guard reporting.json else {
            return try bytes.withBytes { bytes throws(CLIError) in try Console.print(raw: bytes) }
        }
        let bytes = bytes.copy  // of a public key: validate() has refused a private one
        let value = format.isText ? String(decoding: bytes.dropLast(), as: UTF8.self) : Hex.encode(bytes)
        try Console.print(document(format, key, [("key", .string(value))]).rendered)
    }

    private func document(_ format: KeyFormat, _ key: VerifyingKey, _ more: [(String, JSON)]) -> JSON {
        .object(
            [
                ("key_id", .string(key.identifier.hex)), ("format", .string(format.rawValue)),
                ("encrypted", .bool(format.isEncrypted)), ("is_text", .bool(format.isText)),
            ] + more)
    }
}
