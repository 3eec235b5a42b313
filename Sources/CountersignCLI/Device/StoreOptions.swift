internal import ArgumentParser
internal import CountersignDevice
internal import CountersignPrimitives

/// The file that keeps the phones, and how it is opened.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The file that keeps the phones (COUNTERSIGN_STORE).", valueName: "file"),
        completion: .file())
    var store: RawArgument?

    @OptionGroup var access: KeyAccessOptions

    /// The file's name.
    ///
    /// - Throws: `usage` where none was given, `not_utf8`.
    func path() throws(CLIError) -> String {
        let bytes = store?.bytes ?? Environment.bytes(of: "COUNTERSIGN_STORE") ?? []
        guard !bytes.isEmpty else {
            throw CLIError(
                .usage, "no file of phones was named", hint: "give it by --store or the variable COUNTERSIGN_STORE")
        }
        guard let path = String(validating: bytes, as: UTF8.self), !path.utf8.contains(0) else {
            throw CLIError(.notUTF8, "--store: expected a name in UTF-8")
        }
        return path
    }

    /// Opens the file; asks for its passphrase only where it has one.
    ///
    /// - Throws: ``DeviceError``, `passphrase_missing`, and what reading the passphrase throws.
    func open(_ console: Console) throws -> DeviceFile {
        let path = try path()
        do {
            let file = try DeviceFile.open(
                path, passphrase: nil, acceptsOpenPermissions: access.insecurePermissions)
            if !access.passphrase.flags.sources.isEmpty {
                console.hint("the file has no passphrase; the one that was given was not used")
            }
            return file
        } catch let error as DeviceError where error.code == .passphraseNeeded {
            let passphrase = try passphrase("Passphrase of the phones: ", isNew: false, console)
            return try passphrase.bytes.withArray { bytes throws in
                try DeviceFile.open(path, passphrase: bytes, acceptsOpenPermissions: access.insecurePermissions)
            }
        }
    }

    /// Makes the file.
    ///
    /// - Throws: ``DeviceError``, `passphrase_missing`, `passphrase_empty`.
    func create(isPlain: Bool, _ console: Console) throws -> DeviceFile {
        let path = try path()
        guard !isPlain else { return try DeviceFile.create(path, passphrase: nil) }
        let passphrase = try passphrase("Passphrase for the phones: ", isNew: true, console).notEmpty()
        return try passphrase.bytes.withArray { bytes throws in
            try DeviceFile.create(path, passphrase: bytes)
        }
    }

    private func passphrase(_ prompt: String, isNew: Bool, _ console: Console) throws(CLIError) -> Passphrase {
        let flags = access.passphrase.flags
        guard let source = flags.given ?? (TerminalPrompt.isPossible ? .terminal : nil) else {
            throw flags.missing("the phones need a passphrase, and none was given", canBeNone: isNew)
        }
        return try source.read(prompt: prompt, isNew: isNew, console: console)
    }
}

extension RawArgument {
    /// The argument as the name of a phone.
    ///
    /// - Throws: ``DeviceError`` `name`.
    var deviceName: DeviceName { get throws(DeviceError) { try DeviceName(utf8: bytes) } }
}
