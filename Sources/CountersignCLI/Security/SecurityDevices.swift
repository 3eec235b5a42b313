internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign security devices`: the device that a consumer has registered.
struct SecurityDevices: Verb {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "List the device that a consumer has registered.",
        discussion: """
            Examples:
              countersign security devices 21
              countersign security devices 21 --json
            """)

    @Argument(help: "ConsumerID.")
    var consumer: ConsumerArgument
    @OptionGroup var options: SessionOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (session, note, id) = (try options.open(), try options.noteText(), consumer.id)
        let answer = try BlockingTask.run { try await session.devices(of: id, note: note) }
        let lines: [(String, String?)] = (answer.content.devices ?? []).map { device in
            let words = [
                String(device.sdkDeviceReferenceID), device.registeredOn?.description, device.deviceName,
            ]
            return ("device", words.compactMap(\.self).joined(separator: " "))
        }
        return try SecurityReport(reporting: reporting).print(answer, lines)
    }
}
