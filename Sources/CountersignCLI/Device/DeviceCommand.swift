internal import ArgumentParser

/// `countersign device …`
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "A virtual phone: make, bind, approve, sign, keep its keys.",
        discussion: """
            Examples:
              countersign device new phone --store new.phones --no-passphrase
              countersign device sign phone --store ada.phones --text 212212
              countersign device list --store ada.phones

            The phones are kept in one encrypted file. They are for tests: a customer's key belongs into the secure \
            hardware of a real phone.
            """,
        subcommands: [
            DeviceNew.self, DeviceBind.self, DeviceApprove.self, DeviceSign.self, DeviceList.self, DeviceShow.self,
            DeviceRename.self, DeviceClone.self, DeviceRotate.self, DeviceExport.self, DeviceImport.self,
            DevicePassphrase.self, DeviceWipe.self, DeviceServe.self,
        ])

    func run() throws {
        throw ValidationError(
            "no command was given: new, bind, approve, sign, list, show, rename, clone, rotate, export, import, "
                + "passphrase, wipe or serve")
    }
}
