internal import ArgumentParser

/// `countersign key …`
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make, show and convert P-256 keys.",
        discussion: """
            Examples:
              countersign key new --out phone.pem --no-passphrase
              countersign key show phone.pem
              countersign key convert phone.pem --to jwk
            """,
        subcommands: [KeyNew.self, KeyShow.self, KeyConvert.self])

    func run() throws {
        throw ValidationError("no command was given: new, show or convert")
    }
}
