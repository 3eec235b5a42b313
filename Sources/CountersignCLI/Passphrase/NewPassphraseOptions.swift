internal import ArgumentParser

/// Where the passphrase comes from of what is written, when it is to be another one.
struct NewPassphraseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Encrypt with the passphrase in a file, without its final line end.", valueName: "file"),
        completion: .file())
    var newPassphraseFile: RawArgument?

    @Option(help: ArgumentHelp("Encrypt with the passphrase from an open file descriptor.", valueName: "number"))
    var newPassphraseFd: DescriptorNumber?

    @Flag(help: "Encrypt with the passphrase from standard input.")
    var newPassphraseStdin = false

    @Flag(help: "Write without encryption.")
    var noPassphrase = false

    var flags: PassphraseFlags {
        PassphraseFlags(
            role: "the new passphrase", file: newPassphraseFile, descriptor: newPassphraseFd,
            isStandardInput: newPassphraseStdin, variable: "COUNTERSIGN_NEW_PASSPHRASE")
    }

    func validate() throws {
        guard flags.sources.count + (noPassphrase ? 1 : 0) < 2 else {
            throw ValidationError("give the new passphrase in one way, or say --no-passphrase")
        }
    }

    /// The new passphrase; nil where there is to be none.
    ///
    /// - Throws: `passphrase_missing`, `passphrase_empty`, and what reading throws.
    func read(prompt: String, missing: String, console: Console) throws(CLIError) -> Passphrase? {
        guard !noPassphrase else { return nil }
        guard let source = flags.given ?? (TerminalPrompt.isPossible ? .terminal : nil) else {
            throw flags.missing(missing, canBeNone: true)
        }
        return try source.read(prompt: prompt, isNew: true, console: console).notEmpty()
    }
}
