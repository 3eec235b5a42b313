internal import ArgumentParser
internal import CountersignDevice

/// `countersign device list`: the phones of a file.
struct DeviceList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the phones of a file.",
        discussion: """
            Examples:
              countersign device list --store ada.phones
              countersign device list --store ada.phones --json
            """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let records = try store.open(reporting.console).read().records
        let lines = records.map { record in
            let state = record.keys.isEmpty ? "wiped" : record.deviceID.map { "bound as \($0)" } ?? "not bound"
            return PrintableText.of("\(record.name)  \(state)", keepingNewlines: false)
        }
        if reporting.json || !lines.isEmpty {
            try reporting.print(lines.joined(separator: "\n"), json: .array(records.map(\.json)))
        }
        return .success
    }
}
