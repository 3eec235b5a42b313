import CountersignAPI
import Hummingbird
import Testing

@testable import CountersignSandbox

@Suite struct SubscriptionTests {
    @Test("A subscription is checked by an empty call and shows its secret once")
    func showsTheSecretOnce_whenTheReceiverAnswersTheEmptyCall() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                #expect(made.status == 201)
                #expect(made["secret"]?.stringValue?.utf8.count == 32)
                let ping = try #require(receiver.pings.first)
                #expect(receiver.pings.count == 1)
                #expect(ping.body.isEmpty)
                #expect(ping[.subscriptionID] == made.id)
                let read = try await bank.call(.get, "/v1/webhooks/\(made.id)")
                #expect(read.status == 200)
                #expect(read["secret"] == nil)
                #expect(read["url"] == .string(receiver.url))
                let second = try await bank.subscribe(receiver, to: "SOMETHING_NEW")
                #expect(second.status == 201)
                let list = try await bank.call(.get, "/v1/webhooks?page%5Bsize%5D=1&page%5Bnumber%5D=2")
                #expect(list.header("total") == "2")
                #expect(list.json.arrayValue?.count == 1)
                #expect(list.json.arrayValue?.first?["id"] == .string(second.id))
                #expect(list.json.arrayValue?.first?["secret"] == nil)
                // Nor does the journal show it, also where a fault has cut the answer.
                let rule: JSONValue = ["operation": "createWebhook", "wrong_shape": "truncated", "times": 1]
                #expect(try await bank.call(.post, "/_sandbox/faults", rule).status == 201)
                #expect(try await bank.subscribe(receiver, to: "SOMETHING_ELSE").json == .null)
                let journal = String(decoding: try await bank.call(.get, "/_sandbox/journal").bytes, as: UTF8.self)
                #expect(journal.contains(#"secret\":\"(hidden)\""#))
                for reply in [made, second] {
                    #expect(!journal.contains(try #require(reply["secret"]?.stringValue)))
                }
                #expect(journal.contains(#""response_body":"(hidden)""#))
                #expect(try await bank.call(.delete, "/v1/webhooks/\(made.id)").status == 204)
                #expect(try await bank.call(.get, "/v1/webhooks/\(made.id)").error.code == .modelNotFound)
                #expect(try await bank.call(.delete, "/v1/webhooks/\(made.id)").status == 404)
            }
        }
    }

    @Test("A subscription whose address was checked while the books were set back is refused, and takes no other's id")
    func refusesASubscription_whenTheBooksWereSetBackMeanwhile() async throws {
        try await Receiver.with { receiver in
            var settings = SandboxSettings()
            settings.seed = 7
            try await RunningSandbox.with(settings) { bank in
                receiver.answer { _ in
                    let reset = try await bank.call(.post, "/_sandbox/reset")
                    #expect(reset.status == 204)
                    return Response(status: .ok)
                }
                let late = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                #expect(late.status == 400 && late.error.code == .invalidWebhookURL)
                receiver.answer { _ in Response(status: .ok) }
                for _ in 0..<3 {
                    let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                    #expect(made.status == 201)
                }
            }
        }
    }

    @Test("An address that does not answer 2xx to the empty call is no receiver", arguments: [302, 404, 410, 500])
    func refusesTheAddress_whenTheEmptyCallIsNotAnswered2xx(status: Int) async throws {
        let handler: Receiver.Handler = { _ in
            Response(status: .init(code: status), headers: [.location: "http://127.0.0.1:9/"])
        }
        try await Receiver.with(handler) { receiver in
            try await RunningSandbox.with { bank in
                let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                #expect(made.status == 400)
                #expect(made.error.code == .invalidWebhookURL)
                #expect(receiver.pings.count == 1)
                #expect(try await bank.call(.get, "/v1/webhooks").header("total") == "0")
            }
        }
    }

    @Test("Plain HTTP goes to this machine only, unless it is allowed")
    func refusesPlainHTTP_whenTheHostIsAnother() async throws {
        let resolver = FixedResolver(["shop.test": ["93.184.216.34"], "box.test": ["10.1.2.3"]])
        try await RunningSandbox.with(resolver: resolver) { bank in
            for url in ["http://shop.test/hook", "http://93.184.216.34/", "https://box.test/", "https://10.1.2.3/"] {
                let made = try await bank.call(
                    .post, "/v1/webhooks", ["event_type": "PERSON_CHANGED", "url": .string(url)])
                #expect(made.status == 400)
                #expect(made.error.code == .unsafeWebhookURL, "\(url)")
            }
            for url in ["ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "", "https://", "https://nobody.test/"] {
                let made = try await bank.call(
                    .post, "/v1/webhooks", ["event_type": "PERSON_CHANGED", "url": .string(url)])
                #expect(made.error.code == .invalidWebhookURL, "\(url)")
            }
        }
    }

    @Test("Another client does not see the subscription")
    func hidesASubscription_whenTheClientIsAnother() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                let other = try await bank.asClient("other")
                #expect(try await other.call(.get, "/v1/webhooks/\(made.id)").status == 404)
                #expect(try await other.call(.get, "/v1/webhooks").header("total") == "0")
            }
        }
    }
}

/// Knows some names and counts how often it is asked.
final class FixedResolver: HostResolver {
    private let names: [String: [String]]

    init(_ names: [String: [String]]) { self.names = names }

    func addresses(of host: String) async throws -> [NetworkAddress] {
        (names[host] ?? []).compactMap { NetworkAddress($0) }
    }
}
