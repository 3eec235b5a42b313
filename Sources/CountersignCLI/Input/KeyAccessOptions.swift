internal import ArgumentParser

/// What it takes to open a private key.
struct KeyAccessOptions: ParsableArguments {
    @OptionGroup var passphrase: PassphraseOptions

    @Flag(help: "Read a private key that group or others can read.")
    var insecurePermissions = false
}
