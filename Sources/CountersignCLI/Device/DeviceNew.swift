internal import ArgumentParser
internal import Countersign
internal import CountersignDevice

/// `countersign device new`: a phone with its keys.
struct DeviceNew: Verb {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a phone and print its public key.",
        discussion: """
            Examples:
              countersign device new phone --store new.phones --no-passphrase
              countersign device new tablet --store ada.phones --purpose restricted
              countersign device new careful --store ada.phones --policy 'deny if amount over 100000; approve'

            The file is made where it is missing, with permissions 0600, encrypted with AES-256-GCM under a key that \
            scrypt derives from the passphrase. A policy is a list of rules, the first that fits decides: approve, \
            deny, ask, or delay with a time, then perhaps 'if' and conditions joined by 'and': amount over CENTS, \
            amount up to CENTS, text contains WORDS, subject contains WORDS, route is ROUTE, purpose is PURPOSE.
            """)

    @Argument(help: ArgumentHelp("What to call the phone.", valueName: "name"))
    var name: RawArgument

    @Option(help: ArgumentHelp("What its key is for: unrestricted or restricted.", valueName: "purpose"))
    var purpose: DeviceKeyPurpose = .unrestricted

    @Option(help: ArgumentHelp("When it signs (approve).", valueName: "rules"))
    var policy: RawArgument?

    @Option(help: ArgumentHelp("What it does wrong, each time.", valueName: "fault"))
    var fault: DeviceFault?

    @Flag(help: "Make the file without a passphrase.")
    var noPassphrase = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        var record = DeviceRecord(name: try name.deviceName)
        if let policy {
            guard let text = policy.text else { throw CLIError(.notUTF8, "--policy: expected UTF-8") }
            record.policy = try ApprovalPolicy(text)
        }
        record.fault = fault
        try record.makeKey(purpose)
        let file = try openOrCreate()
        let made = record
        try file.update { try $0.add(made) }
        let key = try made.key(for: nil).verifyingKey
        try reporting.print(
            "public key  \(key.hexPoint)\nkey id      \(key.identifier.short)", json: made.json)
        return .success
    }

    private func openOrCreate() throws -> DeviceFile {
        do {
            return try store.open(reporting.console)
        } catch let error as DeviceError where error.code == .storeMissing {
            return try store.create(isPlain: noPassphrase, reporting.console)
        }
    }
}
