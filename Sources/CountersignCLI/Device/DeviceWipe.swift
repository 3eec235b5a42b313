internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient
internal import CountersignDevice

/// `countersign device wipe`: a phone that is reset and thrown away.
struct DeviceWipe: Verb {
    static let configuration = CommandConfiguration(
        commandName: "wipe",
        abstract: "Forget a phone and its keys.",
        discussion: """
            Examples:
              countersign device wipe phone --store ada.phones
              countersign device wipe phone --store ada.phones --unbind

            With --unbind the bank deletes the device first; where it refuses, the phone stays as it is.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Flag(help: "Delete the device at the bank, too.")
    var unbind = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var bankOptions: BankOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let name = try self.name.deviceName
        let file = try store.open(reporting.console)
        let record = try file.read().record(named: name)
        if unbind {
            guard let id = record.deviceID else { throw DeviceError.notBound(name) }
            let bank = try bankOptions.client()
            try BlockingTask.run { try await bank.deleteDevice(Identifier(id)) }
        }
        try file.update { try $0.remove(name) }
        try reporting.print("wiped", json: .object([("name", .string(name.description))]), isVerdict: true)
        return .success
    }
}
