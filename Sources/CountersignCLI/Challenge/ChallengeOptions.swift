internal import ArgumentParser

/// The key and the text that every challenge command needs.
struct ChallengeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A key file, '-' for standard input, or a public key itself.", valueName: "key"),
        completion: .file())
    var key: RawArgument

    @OptionGroup var text: TextOptions
    @OptionGroup var access: KeyAccessOptions
}
