internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign security deregister`: removes a consumer's device.
struct SecurityDeregister: Verb {
    static let configuration = CommandConfiguration(
        commandName: "deregister",
        abstract: "Remove a consumer's device.",
        discussion: """
            Examples:
              countersign security deregister 21 "$DEVICE_ID"
            """)

    @Argument(help: "ConsumerID.")
    var consumer: ConsumerArgument
    @Argument(help: "SDKDeviceReferenceID.")
    var device: SDKDeviceArgument
    @OptionGroup var options: SessionOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (session, note) = (try options.open(), try options.noteText())
        let (consumer, device) = (self.consumer.id, self.device.id)
        let answer = try BlockingTask.run { try await session.deregister(device, of: consumer, note: note) }
        return try SecurityReport(reporting: reporting).print(answer)
    }
}
