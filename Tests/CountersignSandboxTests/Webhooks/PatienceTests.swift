import CountersignAPI
import Hummingbird
import Testing

@testable import CountersignSandbox

/// What becomes of a receiver that does not answer. Nothing here says how soon: a loaded machine may take its time.
@Suite struct PatienceTests {
    @Test("A receiver that does not answer the empty call in time gets no subscription (C13)")
    func refusesTheSubscription_whenTheReceiverIsSilent() async throws {
        try await Self.withSilentReceiver { receiver, bank in
            let refused = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
            #expect(refused.status == 400)
            #expect(try await bank.call(.get, "/v1/webhooks").json == [])
        }
    }

    @Test("A delivery that is not answered in time is one more try (C13)")
    func triesAgainLater_whenTheReceiverIsSilent() async throws {
        try await Self.withSilentReceiver { receiver, bank in
            let subscription = WebhookSubscription(
                id: "silent", eventType: .personChanged, url: receiver.url, secret: "secret")
            try await bank.books.transact { try $0.insertSubscription(subscription) }
            let person = try await bank.call(.post, "/v1/persons", [:]).id
            #expect(try await bank.call(.patch, "/v1/persons/\(person)", ["first_name": "Ada"]).status == 200)
            try await bank.settle()
            let log = try await bank.call(.get, "/_sandbox/webhooks/deliveries").json.arrayValue?.first
            #expect(log?["attempts"] == 1)
            #expect(log?["last_error"] == "no answer within 1 s")
            #expect(log?["next_attempt_at"]?.stringValue != nil)
        }
    }

    /// A sandbox that waits for a second, and a receiver that answers when the test is over.
    private static func withSilentReceiver(
        _ body: @escaping @Sendable (Receiver, RunningSandbox) async throws -> Void
    ) async throws {
        var settings = SandboxSettings()
        settings.webhookTimeout = 1
        let gate = Bell()
        try await Receiver.with { [settings] receiver in
            defer { gate.ring() }
            receiver.answer { _ in
                await gate.wait(after: 0, upTo: .seconds(RunningSandbox.patience))
                return Response(status: .ok)
            }
            try await RunningSandbox.with(settings) { bank in try await body(receiver, bank) }
        }
    }
}
