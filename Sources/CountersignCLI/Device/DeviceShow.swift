internal import ArgumentParser
internal import CountersignDevice

/// `countersign device show`: everything of one phone but its private keys.
struct DeviceShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a phone and its public keys.",
        discussion: """
            Examples:
              countersign device show phone --store ada.phones
              countersign device show phone --store ada.phones --json
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let record = try store.open(reporting.console).read().record(named: try name.deviceName)
        try reporting.print(record.lines.joined(separator: "\n"), json: record.json)
        return .success
    }
}
