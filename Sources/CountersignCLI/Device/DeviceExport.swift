internal import ArgumentParser
internal import Countersign
internal import CountersignDevice
internal import CountersignPrimitives

/// `countersign device export`: a private key as PKCS#8.
struct DeviceExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a phone's private key as PKCS#8.",
        discussion: """
            Examples:
              countersign device export phone --store ada.phones --out exported.pem --no-passphrase
              countersign device export phone --store ada.phones --out sealed.pem --new-passphrase-file passphrase.txt

            The file is PEM, readable by 'openssl pkey', with permissions 0600.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Option(help: ArgumentHelp("Which key.", valueName: "purpose"))
    var purpose: DeviceKeyPurpose?

    @Option(help: ArgumentHelp("The file to create.", valueName: "file"), completion: .file())
    var out: RawArgument

    @Flag(help: "Replace the file where it exists.")
    var force = false

    @OptionGroup var newPassphrase: NewPassphraseOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        var input = StandardInput()
        try newPassphrase.flags.claim(&input)
        try store.access.passphrase.flags.claim(&input)
        let file = OutputFile(path: out, mode: 0o600, overwrites: force)
        try file.check()
        let record = try store.open(reporting.console).read().record(named: try name.deviceName)
        let key = try record.key(for: purpose)
        let passphrase = try newPassphrase.read(
            prompt: "Passphrase of the exported key: ", missing: "no passphrase for the key was given",
            console: reporting.console)
        var exported =
            if let passphrase {
                try passphrase.bytes.withArray { bytes throws(CountersignError) in try key.export(passphrase: bytes) }
            } else {
                try key.export(passphrase: nil)
            }
        try file.write(SecretBytes(taking: &exported))
        try reporting.print(
            "key id      \(key.verifyingKey.identifier.short)",
            json: .object([
                ("key_id", .string(key.verifyingKey.identifier.hex)), ("purpose", .string(key.purpose.rawValue)),
                ("encrypted", .bool(!newPassphrase.noPassphrase)), ("file", .string(PrintableText.of(out.bytes))),
            ]))
        return .success
    }
}
