internal import ArgumentParser
internal import CountersignDevice

/// `countersign device rename`: another name in the file of phones.
struct DeviceRename: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give a phone another name.",
        discussion: """
            Examples:
              countersign device rename phone 'old phone' --store ada.phones

            The name is that of the file. The bank has no such call and keeps the name of the binding.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Argument(help: ArgumentHelp("Its new name.", valueName: "new-name"))
    var newName: RawArgument

    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (name, newName) = (try self.name.deviceName, try self.newName.deviceName)
        let record = try store.open(reporting.console).update { book in
            var record = try book.record(named: name)
            record.name = newName
            try book.replace(name, with: record)
            return record
        }
        try reporting.print("renamed", json: record.json)
        return .success
    }
}
