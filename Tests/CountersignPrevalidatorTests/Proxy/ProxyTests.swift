import Countersign
import CountersignAPI
import CountersignService
import CountersignTestSupport
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("The proxy before the bank") struct ProxyTests {
    /// Runs a body with a bank, and a pre-validator before it that has learned one phone and the text of one request.
    private func withGateway(
        unlearned: PrevalidatorSettings.Unlearned = .refuse, rate: Int? = nil, root: String = "",
        _ body: @escaping @Sendable (StubBank, Gateway) async throws -> Void
    ) async throws {
        try await StubBank.with { bank, port in
            var settings = PrevalidatorSettings()
            settings.bank = "http://127.0.0.1:\(port)" + root
            settings.unlearned = unlearned
            settings.rate = rate
            try await RunningPrevalidator.with(settings) { service in
                let gateway = Gateway(
                    url: "http://127.0.0.1:\(service.proxyPort ?? 0)", service: service, phone: try SigningKey())
                try await gateway.bind()
                try await gateway.authorize("cr")
                try await body(bank, gateway)
            }
        }
    }

    @Test("bad signatures never reach the bank; the right one does, once; callers are answered as by the bank")
    func keepsBadSignaturesAway() async throws {
        try await withGateway { bank, gateway in
            let good = try gateway.field("cr")
            for (field, code) in [
                (try gateway.phone.field(for: "else"), "signature_mismatch"), ("3006", "signature_malformed"),
            ] {
                let reply = try await gateway.confirm("cr", field)
                #expect(reply.status == 422)
                #expect(reply["code"] == "invalid_signature")
                #expect(reply["details"] == .string("Signature (\(field)) verification failure."))
                #expect(reply.header("x-countersign-code") == code)
            }
            #expect(bank.confirmations == 0)
            #expect(try await gateway.confirm("cr", good).status == 200)
            let replay = try await gateway.confirm("cr", good)
            #expect(replay.status == 403)
            #expect(replay.header("x-countersign-code") == "challenge_consumed")
            #expect(bank.confirmations == 1)
        }
    }

    @Test("what the bank did not take is not spent: its refusal, its fault, its absence")
    func givesTheChallengeBack_whenTheBankDidNotTakeIt() async throws {
        try await withGateway { bank, gateway in
            let good = try gateway.field("cr")
            for status in [422, 403, 500, 503, 429] {
                bank.answer("/v1/change_requests/cr/confirm", with: status)
                #expect(try await gateway.confirm("cr", good).status == status)
            }
            bank.answer("/v1/change_requests/cr/confirm", with: 200)
            #expect(try await gateway.confirm("cr", good).status == 200)
            #expect(try await gateway.confirm("cr", good).status == 403)
        }
    }

    @Test("a bank that is not there is 502, and the challenge can be answered later")
    func answers502_whenTheBankIsGone() async throws {
        var settings = PrevalidatorSettings()
        settings.bank = "http://127.0.0.1:9"
        try await RunningPrevalidator.with(settings) { service in
            let gateway = Gateway(
                url: "http://127.0.0.1:\(service.proxyPort ?? 0)", service: service, phone: try SigningKey())
            _ = try await service.enrol(gateway.phone)
            _ = try await service.register("cr", text: "sign me")
            #expect(try await gateway.confirm("cr", try gateway.phone.field(for: "sign me")).status == 502)
            #expect(try await service.call(.GET, "/v1/challenges/cr")["consumed"] == false)
        }
    }

    @Test("a bank that changes the protocol has not answered: 502, and the challenge can be answered later")
    func answers502_whenTheBankSwitchesProtocols() async throws {
        try await withGateway { bank, gateway in
            let good = try gateway.field("cr")
            for (bankStatus, status) in [(101, 502), (200, 200)] {
                bank.answer("/v1/change_requests/cr/confirm", with: bankStatus)
                #expect(try await gateway.confirm("cr", good).status == status)
            }
        }
    }

    @Test("what the bank began to say that it took stays spent, though the rest of the answer is lost")
    func keepsTheClaim_whenTheAnswerBreaksOff() async throws {
        for (bankStatus, later) in [(200, 403), (503, 200)] {
            try await withGateway { bank, gateway in
                let good = try gateway.field("cr")
                bank.answer("/v1/change_requests/cr/confirm", with: bankStatus)
                bank.end(.breaksOff)
                #expect(try await gateway.confirm("cr", good).status == 502)
                bank.answer("/v1/change_requests/cr/confirm", with: 200)
                bank.end(.whole)
                #expect(try await gateway.confirm("cr", good).status == later)
            }
        }
    }

    @Test("HEAD is answered with the length that the bank names")
    func passesTheLengthOn_whenThereIsNoBody() async throws {
        try await withGateway { bank, gateway in
            let reply = try await gateway.call(.HEAD, "/v1/persons/p", nil)
            #expect(reply.status == 200)
            #expect(reply.header("content-length") == String(#"{"taken":true}"#.utf8.count))
            bank.end(.stalls)
            #expect(try await gateway.call(.HEAD, "/v1/persons/p", nil).header("content-length") == "1000")
        }
    }

    @Test("signatures of what was not seen being made are refused, or pass where that is switched on; OTPs pass")
    func refusesTheUnlearned_unlessToldOtherwise() async throws {
        try await withGateway { bank, gateway in
            let reply = try await gateway.confirm("other", try gateway.phone.field(for: "x"))
            #expect(reply.status == 403)
            #expect(reply.header("x-countersign-code") == "challenge_unknown")
            let otp: JSONValue = ["person_id": "p", "tan": "212212"]
            #expect(try await gateway.call(.POST, "/v1/change_requests/other/confirm", otp).status == 200)
            #expect(bank.confirmations == 1)
        }
        try await withGateway(unlearned: .pass) { bank, gateway in
            let (unlearned, learned) = (
                try await gateway.confirm("other", "3006"), try await gateway.confirm("cr", "3006")
            )
            #expect(unlearned.status == 200)
            #expect(learned.status == 422)
            for device: JSONValue in ["", "other"] {
                let reply = try await gateway.call(
                    .POST, "/v1/change_requests/cr/confirm", ["device_id": device, "signature": "3006"])
                #expect(reply.status == 403)
            }
            #expect(bank.confirmations == 1)
        }
    }

    @Test("a guarded call in another spelling is refused, and so is a path that would reach the bank as another one")
    func refusesADisguise() async throws {
        try await withGateway { bank, gateway in
            let before = bank.received.count
            let body: JSONValue = ["device_id": "phone", "signature": "00"]
            let reply = try await gateway.call(.POST, "/v1/change_requests/cr/confirm/", body)
            #expect(reply.status == 404)
            #expect(reply.header("x-countersign-code") == "path_disguised")
            let confirm = "/v1/change_requests/cr/confirm"
            let bad = #"{"device_id":"phone","signature":"00"}"#
            for (method, target) in [
                ("POST", confirm + "#a"), ("POST", confirm + "?signature=00"), ("DELETE", "/v1/persons/%ff"),
                ("POST", confirm + ".json"), ("PATCH", "/v1/mfa/challenges/devices/x"), ("POST", "*" + confirm),
                ("GET", "*@127.0.0.1:1/x"),
            ] {
                let status = try await RawCaller.call(
                    method, target, to: gateway.service.proxyPort ?? 0, body: bad)
                #expect(status.contains(" 404 "), "\(method) \(target)")
            }
            for target in GuardedEndpointTests.disguises.values.joined() {
                let answer = try await RawCaller.call("POST", target, to: gateway.service.proxyPort ?? 0, body: bad)
                #expect(answer.contains(" 4"), "\(target)")
                let asked = try await RawCaller.call(
                    "POST", "/v1/ext_authz" + target, to: gateway.service.port,
                    headers: [("x-countersign-authorization", "Bearer " + RunningPrevalidator.token)], body: bad)
                #expect(asked.contains(" 4"), "ext_authz \(target)")
            }
            #expect(bank.received.count == before)
        }
    }

    @Test("a body that two banks may read differently does not reach one: other names, other types, forms")
    func refusesADisguisedBody() async throws {
        let confirm = "/v1/change_requests/cr/confirm"
        let json = [("content-type", "application/json")]
        try await withGateway { bank, gateway in
            let before = bank.received.count
            for (target, body) in [
                (confirm, #"{"signature":"00","signature":"11"}"#), (confirm, "{"), (confirm, #"{"signature":7}"#),
                (confirm, #"{"device_id":"phone","Signature":"00"}"#), (confirm, #"{"\u017fignature":"00"}"#),
                (confirm, #"{"signature":null,"SIGNATURE":"00"}"#), (confirm, #"{"tan":"1","a":[{"B":1}]}"#),
                (confirm, #"{"signature ":"00"}"#), (confirm + "/device", #"{"signed_token":3006}"#),
                (confirm + "/device", #"{"signed_token":["3006"]}"#),
                (confirm + "/device", #"{"device_id":"phone","signature":"00","signed_token":null}"#),
                (confirm + "/otp", #"{"device_id":"phone","signature":"00"}"#), (confirm + "/otp", "a=b"),
                (confirm + "/otp", #"[{"device_id":"phone","signature":"00"}]"#), (confirm + "/otp", "null"),
                ("/change_requests/cr/confirm/otp", #"{"otp":"1","signature":"00"}"#),
            ] {
                let reply = try await Caller.send(.POST, gateway.url + target, Array(body.utf8))
                #expect(reply.status == 400, "\(body)")
            }
            // A signature is judged, whatever else is there.
            let both: JSONValue = ["device_id": "phone", "signature": "00", "tan": "1"]
            #expect(try await gateway.call(.POST, "/v1/change_requests/none/confirm", both).status == 403)
            #expect(bank.received.count == before)
            // To whom reads forms the first of these is a signature.
            let form = #"{"a":"&device_id=phone&signature=00&b="}"#
            let token = [("x-countersign-authorization", "Bearer " + RunningPrevalidator.token)]
            for headers in [
                [], [("content-type", "application/x-www-form-urlencoded")],
                [("content-type", "application/json; charset=utf-7")], json + [("content-encoding", "gzip")],
                json + [("x-http-method-override", "PUT")], json + [("x-original-url", "/v1/x")],
                json + [("X_HTTP_METHOD_OVERRIDE", "PUT")],
                json + [("Content_Type", "application/x-www-form-urlencoded")], json + json,
            ] {
                let asked = try await RawCaller.call(
                    "POST", "/v1/ext_authz" + confirm, to: gateway.service.port, headers: token + headers, body: form)
                #expect(asked.contains(" 4"), "\(headers)")
            }
            // The proxy tells the bank what was judged.
            for type in ["application/x-www-form-urlencoded", "application/json; charset=utf-16"] {
                let passed = try await RawCaller.call(
                    "POST", confirm, to: gateway.service.proxyPort ?? 0,
                    headers: [
                        ("content-type", type), ("content_encoding", "gzip"), ("connection", "x-hop,  X-Hop"),
                        ("X_Hop", "1"), ("x-hop", "2"),
                    ], body: form)
                #expect(passed.contains(" 200 "), "\(type)")
            }
            #expect(bank.received.count == before + 2)
            #expect(bank.contents.suffix(2) == [["application/json", nil, nil], ["application/json", nil, nil]])
        }
    }

    @Test("the end of a path at the bank is judged as the whole: an address may have a path of its own")
    func refusesTheEndOfAGuardedPath_whenTheBankHasAPath() async throws {
        for (root, target) in [
            ("/v1", "/change_requests/cr/confirm"), ("/v1/change_requests/", "/cr/confirm"),
            ("/bank", "/v1/change_requests/cr/confirm"),
        ] {
            try await withGateway(root: root) { bank, gateway in
                let before = bank.received.count
                let bad: JSONValue = ["device_id": "phone", "signature": "3006"]
                let judged = try await gateway.call(.POST, target, bad)
                let disguised = try await gateway.call(.POST, target + "/x", bad)
                #expect(judged.status == 422 && disguised.status == 404, "\(target)")
                #expect(bank.received.count == before)
                let other = try await gateway.call(.GET, "/v1/persons/p", nil)
                #expect(other.status == 200)
            }
        }
    }

    @Test("of two authorizations at once the text that the bank gave last stands; other change requests do not wait")
    func keepsTheLastText_whenTheFirstAnswerIsLate() async throws {
        try await withGateway { bank, gateway in
            bank.countTexts()
            async let first: Void = gateway.authorize("cr")
            async let second: Void = gateway.authorize("cr")
            while bank.received.filter({ $0.hasSuffix("/cr/authorize") }).count < 2 {
                try await Task.sleep(for: .milliseconds(10))
            }
            try await gateway.authorize("other")
            let other = try await gateway.confirm("other", try gateway.phone.field(for: "text 2"))
            #expect(other.status == 200)
            // Time for the second to overtake the first, if it could.
            try await Task.sleep(for: .milliseconds(300))
            bank.release()
            _ = try await (first, second)
            #expect(try await gateway.confirm("cr", try gateway.phone.field(for: "text 1")).status == 422)
            #expect(try await gateway.confirm("cr", try gateway.phone.field(for: "text 3")).status == 200)
        }
    }

    @Test("a peer of the proxy and a gateway that asks have their rate too; what carries no signature does not count")
    func limitsSignatures() async throws {
        try await withGateway(rate: 2) { bank, gateway in
            for _ in 0..<2 { #expect(try await gateway.confirm("none", "30").status == 403) }
            let refused = try await gateway.confirm("none", "30")
            #expect(refused.status == 429)
            #expect(refused.header("retry-after") == "1")
            #expect(refused.header("x-countersign-code") == "rate_limited")
            try await gateway.authorize("cr")
            func ask() async throws -> Int {
                try await gateway.service.send(
                    .POST, "/v1/ext_authz/v1/change_requests/none/confirm",
                    bytes: Array(#"{"device_id":"phone","signature":"30"}"#.utf8), token: nil,
                    headers: [
                        ("content-type", "application/json"),
                        ("x-countersign-authorization", "Bearer " + RunningPrevalidator.token),
                    ]
                ).status
            }
            for status in [403, 403, 429] { #expect(try await ask() == status) }
            gateway.service.clock.advance(by: .seconds(1))
            #expect(try await gateway.confirm("cr", try gateway.field("cr")).status == 200)
            #expect(try await ask() == 403)
        }
    }

    @Test("a new key must be signed for by one that the device has; a device that is deleted signs no more")
    func followsKeysAndDevices() async throws {
        try await withGateway { bank, gateway in
            let next = try SigningKey()
            let text = next.verifyingKey.hexPoint
            func add(_ signature: String) async throws -> Reply {
                try await gateway.call(
                    .POST, "/v1/mfa/devices/phone/keys",
                    [
                        "key": .string(text), "key_type": "ecdsa-p256", "key_purpose": "restricted",
                        "device_signature": [
                            "signature_key_purpose": "unrestricted", "signature": .string(signature),
                        ],
                    ])
            }
            #expect(try await add(try gateway.phone.field(for: "else")).status == 422)
            bank.answer("/v1/mfa/devices/phone/keys", with: 201)
            #expect(try await add(try gateway.phone.field(for: text)).status == 201)
            let purposes = gateway.service.service.prevalidator.keys(of: "phone").map(\.purposes)
            #expect(purposes == [["unrestricted"], ["restricted"]])
            let signed = try next.field(for: "sign /v1/change_requests/cr/authorize")
            #expect(try await gateway.confirm("cr", signed).status == 200)
            try await gateway.authorize("later")
            bank.answer("/v1/mfa/devices/phone", with: 204)
            #expect(try await gateway.call(.DELETE, "/v1/mfa/devices/phone", nil).status == 204)
            let late = try await gateway.confirm("later", try gateway.field("later"))
            #expect(late.header("x-countersign-code") == "device_unbound")
        }
    }

    @Test("a gateway that asks first is told with the status whether a call may pass (ext_authz)")
    func answersAGatewayThatAsks() async throws {
        try await withGateway { bank, gateway in
            let path = "/v1/ext_authz/v1/change_requests/cr/confirm"
            let token = [
                ("content-type", "application/json"),
                ("x-countersign-authorization", "Bearer " + RunningPrevalidator.token),
            ]
            func ask(_ field: String, _ headers: [(String, String)]) async throws -> Reply {
                try await gateway.service.send(
                    .POST, path, bytes: Array(#"{"device_id":"phone","signature":"\#(field)"}"#.utf8),
                    token: "the bank's", headers: headers)
            }
            #expect(try await ask("00", []).status == 401)
            #expect(try await ask("00", token).status == 422)
            #expect(try await ask(try gateway.field("cr"), token).status == 200)
            #expect(try await ask(try gateway.field("cr"), token).status == 403)
            for method in [HTTPMethod.GET, .HEAD, .OPTIONS] {
                let other = try await gateway.service.send(
                    method, "/v1/ext_authz/v1/persons/p", bytes: nil, token: nil, headers: token)
                #expect(other.status == 200, "\(method)")
            }
            #expect(bank.confirmations == 0)
        }
    }
}

/// The calls of a partner through the proxy.
struct Gateway: Sendable {
    let url: String
    let service: RunningPrevalidator
    let phone: SigningKey

    func call(_ method: HTTPMethod, _ path: String, _ body: JSONValue?) async throws -> Reply {
        try await Caller.send(
            method, url + path, body.map(WireJSON.encode),
            [("content-type", "application/json"), ("authorization", "Bearer of the bank")])
    }

    func bind() async throws {
        let reply = try await call(
            .POST, "/v1/mfa/devices",
            ["person_id": "p", "key_type": "ecdsa-p256", "key": .string(phone.verifyingKey.hexPoint)])
        try #require(reply.status == 202)
    }

    func authorize(_ id: String) async throws {
        let reply = try await call(
            .POST, "/v1/change_requests/\(id)/authorize", ["delivery_method": "device_signing", "device_id": "phone"])
        try #require(reply.status == 201)
    }

    /// The right signature of a request that the stub bank has authorized.
    func field(_ id: String) throws -> String { try phone.field(for: "sign /v1/change_requests/\(id)/authorize") }

    func confirm(_ id: String, _ field: String) async throws -> Reply {
        try await call(
            .POST, "/v1/change_requests/\(id)/confirm", ["device_id": "phone", "signature": .string(field)])
    }
}
