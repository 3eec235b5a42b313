import CountersignAPI
import CountersignPrimitives
import CountersignService
import Hummingbird
import Synchronization
import Testing

@testable import CountersignSandbox

@Suite struct DeliveryTests {
    @Test("A delivery carries the documented headers and a MAC over its raw body (S2-024, S2-028, C14)")
    func signsADelivery_whenAnEventHappens() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                let made = try await bank.subscribe(receiver, to: "PERSON_MOBILE_NUMBER_CREATED")
                let secret = try #require(made["secret"]?.stringValue)
                let person = try await bank.call(.post, "/v1/persons", [:]).id
                let path = "/v1/persons/\(person)/mobile_number"
                #expect(try await bank.call(.post, path, ["number": "+491512345678"]).status == 201)
                try await bank.settle()
                let call = try #require(receiver.calls.first)
                #expect(receiver.calls.count == 1)
                #expect(call[.eventType] == "PERSON_MOBILE_NUMBER_CREATED")
                #expect(call[.entityID] == person)
                #expect(call[.subscriptionID] == made.id)
                #expect(call[.attempt] == "1")
                #expect(call[.calloutTimestamp] == "2021-12-22T15:05:33.634+00:00")
                #expect(call[.id]?.isEmpty == false)
                #expect(String(decoding: call.body, as: UTF8.self) == "{}")
                #expect(try Self.isGenuine(call, secret: secret))
                // A changed body, and a MAC under another secret, are not.
                #expect(try !Self.isGenuine(call, body: Array("{ }".utf8), secret: secret))
                #expect(try !Self.isGenuine(call, secret: "another"))
            }
        }
    }

    /// What a receiver does: over the bytes as they came, compared in constant time.
    private static func isGenuine(_ call: Receiver.Received, body: [UInt8]? = nil, secret: String) throws -> Bool {
        guard let header = call[.signature], let claimed = WebhookSignature(headerValue: header) else { return false }
        let mac = try MessageAuthentication.hmacSHA256(key: Array(secret.utf8), message: body ?? call.body)
        return MessageAuthentication.areEqual(mac, claimed.mac)
    }

    @Test("The MAC is that of the published vectors (C14)")
    func matchesTheVectors() throws {
        let vectors = [
            ("{}", "a54bec67017d55cb479cd1b23f80e3c5396fb4e67c4e062bcd9d9566235ce431"),
            (
                #"{"id":"244de401cf4ddbbbafbbc657312a7ce7cmno"}"#,
                "116d65898f3358709b5192c23313c2040097980d99de81d03007597a505caf60"
            ),
            ("", "48f7533f252a852a518945437b770d8135776471574417b31400e8857f420244"),
        ]
        for (body, hex) in vectors {
            let call = WebhookCall(
                id: "e",
                subscription: WebhookSubscription(
                    id: "s", eventType: .personChanged, url: "", secret: "f82c389fb187274227186b5a58781978"),
                eventType: .personChanged, entity: nil, attempt: 1, body: Array(body.utf8))
            let headers = try call.headers(at: Timestamp(milliseconds: 0))
            #expect(headers.first { $0.name == "Solaris-Webhook-Signature" }?.value == "sha256=" + hex)
        }
        #expect(vectors.count == 3)
    }

    @Test("What is not taken is tried 25 times more over about five days, each at its time, then no more")
    func retries_whenTheReceiverFails() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                _ = try await bank.call(.post, "/_sandbox/clock/freeze")
                #expect(try await bank.subscribe(receiver, to: "PERSON_CHANGED").status == 201)
                receiver.answer { _ in Response(status: .internalServerError) }
                try await Self.change(bank)
                try await bank.settle()
                #expect(receiver.calls.count == 1)
                _ = try await bank.advance(["seconds": 13])
                #expect(receiver.calls.count == 1)
                _ = try await bank.advance(["seconds": 1])
                #expect(receiver.calls.count == 2)
                _ = try await bank.advance(["seconds": 432_000])
                #expect(receiver.calls.count == 26)
                #expect(receiver.calls.map { $0[.attempt] } == (1...26).map(String.init))
                #expect(Set(receiver.calls.map { $0[.id] }).count == 1)
                let times = receiver.calls.compactMap { $0[.calloutTimestamp].flatMap(Timestamp.init(_:)) }
                let gaps: [Int64] = zip(times.dropFirst(), times).map { $0.milliseconds - $1.milliseconds }
                let expected = (1...25).map { (attempt: Int) -> Int64 in
                    10_000 + 4_000 * Int64(attempt * attempt * attempt)
                }
                #expect(gaps == expected)
                #expect(gaps.reduce(0, +) < 432_000_000)
                _ = try await bank.advance(["seconds": 432_000])
                #expect(receiver.calls.count == 26)
                let log = try await bank.call(.get, "/_sandbox/webhooks/deliveries").json.arrayValue?.first
                #expect(log?["attempts"] == 26)
                #expect(log?["last_status"] == 500)
                #expect(log?["next_attempt_at"] == nil)
            }
        }
    }

    @Test("A 410 ends the subscription; a 422 ends the delivery; a 2xx is the end of it", arguments: [410, 422, 204])
    func doesNotRetry_whenTheAnswerIsFinal(status: Int) async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                receiver.answer { _ in Response(status: .init(code: status)) }
                try await Self.change(bank)
                _ = try await bank.advance(["seconds": 432_000])
                #expect(receiver.calls.count == 1)
                let read = try await bank.call(.get, "/v1/webhooks/\(made.id)", token: try await bank.freshToken())
                #expect(read.status == (status == 410 ? 404 : 200))
            }
        }
    }

    @Test("No call waits for a receiver, and no receiver for another")
    func answersCalls_whenAReceiverIsSlow() async throws {
        let gate = Bell()
        defer { gate.ring() }
        let open = Mutex((now: 0, most: 0))
        try await Receiver.with { slow in
            try await Receiver.with { quick in
                try await RunningSandbox.with { bank in
                    #expect(try await bank.subscribe(slow, to: "PERSON_CHANGED").status == 201)
                    #expect(try await bank.subscribe(quick, to: "PERSON_CHANGED").status == 201)
                    slow.answer { _ in
                        open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                        await gate.wait(after: 0, upTo: .seconds(RunningSandbox.patience))
                        open.withLock { $0.now -= 1 }
                        return Response(status: .ok)
                    }
                    for _ in 0..<10 { try await Self.change(bank) }
                    while quick.calls.count < 10 { try await Task.sleep(for: .milliseconds(5)) }
                    gate.ring()
                    try await bank.settle()
                    #expect(slow.calls.count >= 10)
                    #expect((1...DeliveryQueue.limitOfSubscription).contains(open.withLock { $0.most }))
                }
            }
        }
    }

    @Test("A receiver that is slow and has hundreds of calls to come holds up no other")
    func deliversToOthers_whenAReceiverIsFarBehind() async throws {
        let gate = Bell()
        defer { gate.ring() }
        try await Receiver.with { slow in
            try await Receiver.with { quick in
                try await RunningSandbox.with { bank in
                    #expect(try await bank.subscribe(slow, to: "PERSON_CHANGED").status == 201)
                    slow.answer { _ in
                        await gate.wait(after: 0, upTo: .seconds(RunningSandbox.patience))
                        return Response(status: .ok)
                    }
                    let person = try await bank.call(.post, "/v1/persons", [:]).id
                    for number in 0..<(DeliveryQueue.lookahead + 20) {
                        _ = try await bank.call(.patch, "/v1/persons/\(person)", ["first_name": .string("\(number)")])
                    }
                    #expect(try await bank.subscribe(quick, to: "PERSON_CHANGED").status == 201)
                    try await Self.change(bank)
                    while quick.calls.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                    #expect(slow.calls.count <= DeliveryQueue.limitOfSubscription)
                    gate.ring()
                }
            }
        }
    }

    @Test("The answer's body is read to 64 KiB and no further, however long it is (C13)")
    func takesAnAnswer_whenItsBodyNeverEnds() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                #expect(try await bank.subscribe(receiver, to: "PERSON_CHANGED").status == 201)
                receiver.answer { _ in
                    Response(
                        status: .ok,
                        body: ResponseBody { writer in
                            for _ in 0..<10_000 { try await writer.write(ByteBuffer(repeating: 0x20, count: 1024)) }
                            try await writer.finish(nil)
                        })
                }
                try await Self.change(bank)
                try await bank.settle()
                let log = try await bank.call(.get, "/_sandbox/webhooks/deliveries").json.arrayValue?.first
                #expect(log?["last_status"] == 200)
                #expect(receiver.calls.count == 1)
            }
        }
    }

    @Test("What was not delivered when the process ended is delivered by the next one")
    func deliversAfterARestart_whenTheBooksAreOnFile() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        try await Receiver.with { [settings] receiver in
            try await RunningSandbox.with(settings) { bank in
                let other = try await bank.asClient("other")
                #expect(try await other.subscribe(receiver, to: "PERSON_CHANGED").status == 201)
                receiver.answer { _ in Response(status: .serviceUnavailable) }
                try await Self.change(other)
                try await other.settle()
            }
            #expect(receiver.calls.count == 1)
            receiver.answer { _ in Response(status: .ok) }
            try await RunningSandbox.with(settings) { bank in
                // Nobody asks for a token of that client.
                bank.clock.advance(by: .seconds(14))
                while receiver.calls.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
                #expect(receiver.calls.map { $0[.attempt] } == ["1", "2"])
            }
        }
    }

    @Test("A delivery can be made again")
    func deliversAgain_whenAskedTo() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                try await Self.change(bank)
                try await bank.settle()
                let list = try await bank.call(.get, "/_sandbox/webhooks/deliveries?webhook_id=\(made.id)")
                #expect(list.header("total") == "1")
                let id = try #require(list.json.arrayValue?.first?["id"]?.stringValue)
                #expect(id == receiver.calls.first?[.id])
                #expect(try await bank.call(.post, "/_sandbox/webhooks/deliveries/\(id)/redeliver").status == 202)
                try await bank.settle()
                #expect(receiver.calls.map { $0[.attempt] } == ["1", "2"])
                #expect(try await bank.call(.post, "/_sandbox/webhooks/deliveries/x/redeliver").status == 404)
            }
        }
    }

    @Test("An order to deliver again stands when an attempt is under way")
    func deliversAgain_whenAskedToDuringTheAttempt() async throws {
        let (arrived, leave) = (Bell(), Bell())
        try await Receiver.with { receiver in
            receiver.answer { call in
                guard !call.isPing, call[.attempt] == "1" else { return Response(status: .ok) }
                arrived.ring()
                await leave.wait(after: 0, upTo: .seconds(RunningSandbox.patience))
                return Response(status: .ok)
            }
            try await RunningSandbox.with { bank in
                // The clock stands still, so that no two orders differ by their time.
                _ = try await bank.call(.post, "/_sandbox/clock/freeze")
                #expect(try await bank.subscribe(receiver, to: "PERSON_CHANGED").status == 201)
                try await Self.change(bank)
                await arrived.wait(after: 0, upTo: .seconds(RunningSandbox.patience))
                let id = try #require(receiver.calls.first?[.id])
                for _ in 0..<2 {
                    let path = "/_sandbox/webhooks/deliveries/\(id)/redeliver"
                    #expect(try await bank.call(.post, path).status == 202)
                }
                leave.ring()
                try await bank.settle()
                #expect(receiver.calls.map { $0[.attempt] } == ["1", "2"])
            }
        }
    }

    @Test("A card payment and an activation challenge tell their subscribers")
    func tellsOfPaymentsAndActivations() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                #expect(try await bank.subscribe(receiver, to: "SCA_CHALLENGE").status == 201)
                #expect(try await bank.subscribe(receiver, to: "activation_challenge_created").status == 201)
                let customer = try await Customer.create(at: bank)
                let payment = try await bank.call(
                    .post, "/_sandbox/sca_challenges",
                    [
                        "person_id": .string(customer.id), "merchant": ["name": "Shop", "country": "DE"],
                        "amount": ["value": 1000, "unit": "cents", "currency": "EUR"],
                    ])
                #expect(payment.status == 201)
                try await bank.settle()
                #expect(receiver.calls.count == 1)
                #expect(receiver.calls.first?.body == payment.bytes)
                let id = try #require(payment["authenticate_change_request_id"]?.stringValue)
                #expect(payment["decline_change_request_id"]?.stringValue?.isEmpty == false)
                #expect(payment["decline_change_request_id"] != .string(id))
                let paid = try await ChangeRequestCalls(bank: bank, id: id).completeBySMS(customer)
                #expect(paid["status"] == "COMPLETED")
                let sms = try await bank.messages(to: customer.number).last
                #expect(sms?.text == "Use code \(sms?.otp ?? "") to authenticate your purchase of 10.00 EUR at Shop")
                _ = try await bank.call(
                    .post, "/v1/mfa/challenges/activation", ActivationTests.order(customer.id))
                try await bank.settle()
                #expect(receiver.calls.last?[.eventType] == "ACTIVATION_CHALLENGE_CREATION")
            }
        }
    }

    @Test("A fault strikes the deliveries to one subscription")
    func strikesADelivery_whenAFaultIsOrdered() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                for members: JSONObject in [["drop": true], ["status": 503], ["wrong_shape": "array"]] {
                    let rule: JSONObject = ["webhook_id": .string(made.id), "times": 1]
                    #expect(
                        try await bank.call(.post, "/_sandbox/faults", .object(rule.merging(members))).status == 201)
                }
                try await Self.change(bank)
                _ = try await bank.advance(["seconds": 3600])
                #expect(receiver.calls.map { $0[.attempt] } == ["3"])
                #expect(receiver.calls.first?.body == Array("[]".utf8))
            }
        }
    }

    /// A person that is created and changed: one PERSON_CHANGED.
    static func change(_ bank: RunningSandbox) async throws {
        let person = try await bank.call(.post, "/v1/persons", [:]).id
        try #require(try await bank.call(.patch, "/v1/persons/\(person)", ["first_name": "Ada"]).status == 200)
    }
}
