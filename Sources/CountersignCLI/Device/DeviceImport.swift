internal import ArgumentParser
internal import Countersign
internal import CountersignDevice

/// `countersign device import`: a key that was made elsewhere.
struct DeviceImport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take over a private key; a new phone is made where there is none of the name.",
        discussion: """
            Examples:
              countersign device import old --store ada.phones --key phone.pem
              countersign device import old --store ada.phones --key sealed.pem --key-passphrase-file passphrase.txt

            PKCS#8, SEC 1, a scalar of 32 bytes, X9.63 or a JWK, from a file or from standard input ('-'). The key \
            signs at once; one of its purpose before it is retired.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Option(
        help: ArgumentHelp("The private key: a file, or '-' for standard input.", valueName: "file"),
        completion: .file())
    var key: RawArgument

    @Option(
        help: ArgumentHelp("The key's passphrase, from a file.", valueName: "file"), completion: .file())
    var keyPassphraseFile: RawArgument?

    @Option(help: ArgumentHelp("What the key is for (unrestricted).", valueName: "purpose"))
    var purpose: DeviceKeyPurpose = .unrestricted

    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let argument = KeyArgument(argument: key)
        var input = StandardInput()
        try argument.claim(&input)
        try store.access.passphrase.flags.claim(&input)
        let name = try self.name.deviceName
        let file = try store.open(reporting.console)
        let imported = try signingKey(argument)
        let purpose = self.purpose
        let record = try file.update { book in
            var record: DeviceRecord
            do {
                record = try book.record(named: name)
            } catch {
                record = DeviceRecord(name: name)
                try book.add(record)
            }
            let made = try record.importKey(imported, purpose: purpose)
            try record.adopt(made.verifyingKey.identifier)
            try book.replace(name, with: record)
            return record
        }
        try reporting.print("key id      \(imported.verifyingKey.identifier.short)", json: record.json)
        return .success
    }

    private func signingKey(_ argument: KeyArgument) throws -> SigningKey {
        guard !argument.isLiteral else {
            throw CLIError(.usage, "a private key is needed, and this is a public one")
        }
        let bytes = try argument.read(reporting.console)
        try bytes.refuseIfOpen(key, store.access)
        let passphrase = try keyPassphraseFile.map { path in
            Passphrase(line: try InputFile.read(path, limit: Passphrase.limit, role: "passphrase file").content)
        }
        do {
            return try SigningKey(secret: bytes.content, passphrase: passphrase)
        } catch {
            let hint = error.code == .passphraseNeeded ? "give it by --key-passphrase-file" : nil
            throw CLIError(error, about: argument.subject, hint: hint)
        }
    }
}
