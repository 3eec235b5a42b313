internal import ArgumentParser
internal import CountersignDevice

/// `countersign device clone`: a second phone with the same keys, as a thief would have it.
struct DeviceClone: Verb {
    static let configuration = CommandConfiguration(
        commandName: "clone",
        abstract: "Make a second phone with the same keys and the same binding.",
        discussion: """
            Examples:
              countersign device clone phone thief --store ada.phones

            The bank cannot tell the two apart: what either signs is accepted until a key is rotated or the device is \
            deleted there. From then on each goes its own way.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Argument(help: ArgumentHelp("What to call the copy.", valueName: "copy"))
    var copy: RawArgument

    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (name, copy) = (try self.name.deviceName, try self.copy.deviceName)
        let record = try store.open(reporting.console).update { book in
            var record = try book.record(named: name)
            record.name = copy
            try book.add(record)
            return record
        }
        try reporting.print("cloned", json: record.json)
        return .success
    }
}
