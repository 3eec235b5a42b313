internal import Countersign

/// A key that is only compared with: its public half is enough, so nobody is asked for a passphrase.
enum CandidateKey {
    /// Reads the public half of a key.
    ///
    /// - Throws: `passphrase_missing` for an encrypted key, `permissions_too_open`, and what reading throws.
    static func read(
        _ argument: RawArgument, access: KeyAccessOptions, console: Console
    ) throws(CLIError) -> VerifyingKey {
        let argument = KeyArgument(argument: argument)
        guard !argument.isStandardInput else {
            throw CLIError(.usage, "--other-key is not read from standard input", hint: "give a file or a public key")
        }
        let file = try argument.read(console)
        do {
            let key = try ImportedKey(secret: file.content)
            if key.signingKey != nil {
                try argument.refuseSecret()
                try file.refuseIfOpen(argument.argument, access)
            }
            return key.verifyingKey
        } catch let error as CountersignError {
            guard error.code == .passphraseNeeded else { throw CLIError(error, about: argument.subject) }
            throw CLIError(
                .passphraseMissing, "\(argument.subject) is encrypted",
                hint: "its public half is enough here: 'countersign key convert --to spki' writes it")
        } catch {
            throw CLIError(any: error)
        }
    }
}
