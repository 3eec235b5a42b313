internal import ArgumentParser

/// Where the passphrase of a key comes from. A flag beats the variable; two flags are an error.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Read the passphrase from a file, without its final line end.", valueName: "file"),
        completion: .file())
    var passphraseFile: RawArgument?

    @Option(help: ArgumentHelp("Read the passphrase from an open file descriptor.", valueName: "number"))
    var passphraseFd: DescriptorNumber?

    @Flag(help: "Read the passphrase from standard input.")
    var passphraseStdin = false

    var flags: PassphraseFlags {
        PassphraseFlags(
            role: "the passphrase", file: passphraseFile, descriptor: passphraseFd, isStandardInput: passphraseStdin,
            variable: "COUNTERSIGN_PASSPHRASE")
    }

    func validate() throws {
        guard flags.sources.count < 2 else { throw ValidationError("give the passphrase in one way, not in several") }
    }
}
