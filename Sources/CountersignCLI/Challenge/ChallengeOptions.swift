internal import ArgumentParser
internal import Countersign

/// The key and the text that every challenge command needs.
struct ChallengeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A key file, '-' for standard input, or a public key itself.", valueName: "key"),
        completion: .file())
    var key: RawArgument

    @OptionGroup var text: TextOptions
    @OptionGroup var access: KeyAccessOptions
}

/// The inputs of a challenge command, each read once.
struct ChallengeInputs {
    let loaded: LoadedKey
    let challenge: Challenge
    /// The bytes given as the signature, where there are any.
    let signature: [UInt8]?

    /// Claims standard input for whoever needs it, then reads key, text and signature.
    init(_ options: ChallengeOptions, signature: RawArgument? = nil, console: Console) throws {
        let key = KeyArgument(argument: options.key)
        let signature = signature.map(SignatureArgument.init)
        var input = StandardInput()
        try key.claim(&input)
        try options.access.passphrase.flags.claim(&input)
        try options.text.claim(&input)
        try signature?.claim(&input)
        loaded = try LoadedKey(key, access: options.access, console: console)
        challenge = try options.text.challenge(console)
        self.signature = try signature?.bytes(console)
    }
}
