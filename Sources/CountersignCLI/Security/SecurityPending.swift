internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign security pending`: what waits for a consumer.
struct SecurityPending: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pending",
        abstract: "List the requests that wait for a consumer.",
        discussion: """
            Examples:
              countersign security pending 21
              countersign security pending 21 --json
            """)

    @Argument(help: "ConsumerID.")
    var consumer: ConsumerArgument
    @OptionGroup var options: SessionOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (session, note, id) = (try options.open(), try options.noteText(), consumer.id)
        let answer = try BlockingTask.run { try await session.pendingRequests(of: id, note: note) }
        let lines: [(String, String?)] = (answer.content.pending ?? []).map { request in
            let words = [request.scaReferenceNumber, request.scaType?.name, request.title, request.description]
            return ("pending", words.compactMap(\.self).joined(separator: " "))
        }
        return try SecurityReport(reporting: reporting).print(answer, lines)
    }
}
