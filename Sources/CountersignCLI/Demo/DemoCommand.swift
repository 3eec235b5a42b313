internal import ArgumentParser
internal import CountersignHarness

/// `countersign demo`: the whole story in one process.
struct DemoCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show the whole flow: a bank, a person, a phone, a transfer, and a wrong signature.",
        discussion: """
            Examples:
              countersign demo
              countersign demo --json

            Starts a sandbox on a free port, verifies a mobile number by SMS, binds a virtual phone, orders a SEPA \
            transfer, signs and confirms it; then has the phone make a mistake, and shows the bank's answer and the \
            diagnosis. Nothing is kept.
            """)

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let story = DemoStory { step in
            if !reporting.json { try Console.print(step.text) }
        }
        let steps = try BlockingTask.run { try await TestBank.run(client: "demo") { try await story.told(at: $0) } }
        if reporting.json { try Console.print(JSON.object([("steps", .array(steps.map(\.json)))]).rendered) }
        return .success
    }
}
