internal import Countersign

/// A key that was read, and the passphrase that opened it.
struct LoadedKey {
    let key: ImportedKey
    /// nil where the key was not encrypted.
    let passphrase: Passphrase?

    /// The private key.
    ///
    /// - Throws: `key_public`.
    func signingKey() throws(CLIError) -> SigningKey {
        guard let signingKey = key.signingKey else {
            throw CLIError(
                CLIError.Code(CountersignError.Code.keyPublic.description, .malformed),
                "expected a private key, found a public one (\(key.format.rawValue))")
        }
        return signingKey
    }

    /// Reads a key; asks for its passphrase only where it is encrypted.
    ///
    /// - Throws: `permissions_too_open`, `passphrase_missing`, `passphrase_wrong`, and what reading throws.
    init(_ argument: KeyArgument, access: KeyAccessOptions, console: Console) throws {
        let file = try argument.read(console)
        let subject = argument.subject
        do {
            let key = try ImportedKey(secret: file.content)
            if key.signingKey != nil {
                try file.refuseIfOpen(argument.argument, access)
                try argument.refuseSecret()
            }
            if !access.passphrase.flags.sources.isEmpty {
                console.hint("\(subject) is not encrypted; the passphrase was not used")
            }
            (self.key, passphrase) = (key, nil)
        } catch let error as CountersignError where error.code == .passphraseNeeded {
            try argument.refuseSecret()
            try file.refuseIfOpen(argument.argument, access)
            let flags = access.passphrase.flags
            guard let source = flags.given ?? (TerminalPrompt.isPossible ? .terminal : nil) else {
                throw flags.missing("\(subject) is encrypted, and no passphrase was given", canBeNone: false)
            }
            let passphrase = try source.read(prompt: "Passphrase of \(subject): ", isNew: false, console: console)
            do {
                key = try ImportedKey(secret: file.content, passphrase: passphrase)
            } catch {
                throw CLIError(error, about: subject)
            }
            self.passphrase = passphrase
        } catch let error as CountersignError {
            throw CLIError(error, about: subject)
        }
    }
}
