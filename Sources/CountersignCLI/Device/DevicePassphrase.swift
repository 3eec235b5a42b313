internal import ArgumentParser
internal import CountersignDevice
internal import CountersignPrimitives

/// `countersign device passphrase`: another passphrase for a file of phones.
struct DevicePassphrase: Verb {
    static let configuration = CommandConfiguration(
        commandName: "passphrase",
        abstract: "Put a file of phones under another passphrase.",
        discussion: """
            Examples:
              countersign device passphrase --store ada.phones --new-passphrase-file passphrase.txt
              countersign device passphrase --store ada.phones --no-passphrase

            All phones are encrypted anew in one step: a machine that dies leaves the file under the old passphrase or \
            under the new one. A copy that was made before opens with the old passphrase for ever.
            """)

    @OptionGroup var newPassphrase: NewPassphraseOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        var input = StandardInput()
        try newPassphrase.flags.claim(&input)
        try store.access.passphrase.flags.claim(&input)
        let file = try store.open(reporting.console)
        let passphrase = try newPassphrase.read(
            prompt: "New passphrase for the phones: ", missing: "no new passphrase for the phones was given",
            console: reporting.console)
        if let passphrase {
            try passphrase.bytes.withArray { bytes throws in try file.changePassphrase(to: bytes) }
        } else {
            try file.changePassphrase(to: nil)
        }
        try reporting.print(
            passphrase == nil ? "not encrypted" : "encrypted", json: .object([("encrypted", .bool(passphrase != nil))]))
        return .success
    }
}
