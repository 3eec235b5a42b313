import AsyncHTTPClient
import CountersignAPI
import CountersignTestSupport
import Hummingbird
import NIOCore
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

    @Test(
        "A receiver that refuses the connection has had its try: the call does not wait for another",
        .timeLimit(.minutes(5)))
    func fails_whenTheReceiverRefusesTheConnection() async throws {
        let port = try RefusingPort()
        defer { withExtendedLifetime(port) {} }
        let url = "http://127.0.0.1:\(port.number)/hook"
        let subscription = WebhookSubscription(id: "gone", eventType: .personChanged, url: url, secret: "secret")
        let outcome = try await Self.courier(patience: RunningSandbox.patience)
            .deliver(.ping(subscription, id: "ping"), at: Timestamp(milliseconds: 0))
        guard case .failed(let reason) = outcome else {
            Issue.record("expected a failure, found \(outcome)")
            return
        }
        #expect(!reason.contains("no answer"))
    }

    @Test("A connection that is being made ends with the patience for the call")
    func connectsNoLongerThanItWaits() throws {
        let configuration = Self.courier(patience: 2).configuration(try WebhookURL("http://127.0.0.1:1/"), nil)
        #expect(configuration.timeout.connect == .seconds(2))
    }

    private static func courier(patience: Int64) -> WebhookCourier {
        WebhookCourier(
            policy: WebhookPolicy(allowsInsecure: false), resolver: ChangingResolver([]), patience: patience)
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
