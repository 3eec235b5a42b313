import Countersign
import CountersignAPI
import CountersignService
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("POST /v1/verify") struct VerifyTests {
    @Test("a right signature is 200 and ok, and a second time 200 and challenge_consumed; both name the request")
    func answersVerdicts() async throws {
        try await RunningPrevalidator.with { service in
            let phone = try SigningKey()
            #expect(try await service.enrol(phone).status == 201)
            #expect(try await service.enrol(phone).status == 200)
            #expect(try await service.register("c").status == 201)
            #expect(try await service.register("c").status == 200)
            let wrong = try await service.verify("c", try phone.field(for: "else"))
            #expect(wrong.status == 200)
            #expect(wrong.code == "signature_mismatch")
            #expect(wrong["attempts_left"] == 2)
            let right = try await service.send(
                .POST, "/v1/verify",
                bytes: WireJSON.encode([
                    "challenge_id": "c", "signature": .string(try phone.field(for: "text to sign")),
                ]), headers: [("x-request-id", "order-7")])
            #expect(
                String(decoding: right.bytes, as: UTF8.self)
                    == #"{"valid":true,"code":"ok","key_id":"key","request_id":"order-7"}"#)
            #expect(try await service.verify("c", try phone.field(for: "text to sign")).code == "challenge_consumed")
            let state = try await service.call(.GET, "/v1/challenges/c")
            #expect(state["consumed"] == true)
            #expect(state["consumed_by"] == "key")
            #expect(state["attempts"] == 1)
        }
    }

    @Test("with public detail an answer says ok, rejected or retry, and no more")
    func collapsesCodes_whenDetailIsPublic() async throws {
        var settings = PrevalidatorSettings()
        settings.detail = .public
        try await RunningPrevalidator.with(settings) { service in
            let reply = try await service.send(
                .POST, "/v1/verify", bytes: Array(#"{"challenge_id":"none","signature":"00"}"#.utf8),
                headers: [("x-request-id", "r")])
            #expect(
                String(decoding: reply.bytes, as: UTF8.self)
                    == #"{"valid":false,"code":"rejected","request_id":"r"}"#)
            #expect(service.registry.exposition().contains(#"verdicts_total{code="challenge_unknown"} 1"#))
        }
    }

    @Test("faults of the request are problems with a code: 400, 401, 404, 405, 413, 415")
    func answersProblems() async throws {
        try await RunningPrevalidator.with { service in
            let large = Array(#"{"challenge_id":""#.utf8) + [UInt8](repeating: 0x61, count: 70_000)
            for (bytes, status, code) in [
                ("{", 400, "invalid_json"), ("[]", 400, "wrong_type"), ("{}", 400, "missing_field"),
                (#"{"challenge_id":7,"signature":""}"#, 400, "wrong_type"),
                (#"{"challenge_id":"a","challenge_id":"b","signature":""}"#, 400, "invalid_json"),
                (#"{"challenge_id":"a","signature":"\ud800"}"#, 400, "invalid_json"),
                (String(repeating: "[", count: 65), 400, "too_deep"), ("", 400, "invalid_json"),
                (String(decoding: large, as: UTF8.self), 413, "body_too_large"),
            ] {
                let reply = try await service.send(.POST, "/v1/verify", bytes: Array(bytes.utf8))
                #expect(reply.status == status, "\(bytes.prefix(40))")
                #expect(reply.code == code)
                #expect(reply.header("content-type") == "application/problem+json")
                #expect(reply["request_id"]?.stringValue?.isEmpty == false)
            }
            let form = [("content-type", "application/x-www-form-urlencoded")]
            let typed = try await service.send(.POST, "/v1/verify", bytes: [], headers: form)
            #expect(typed.status == 415)
            for token in [nil, "wrong token", ""] as [String?] {
                let reply = try await service.send(.POST, "/v1/verify", bytes: Array("{}".utf8), token: token)
                #expect(reply.status == 401)
                #expect(reply.header("www-authenticate") == "Bearer")
            }
            #expect(try await service.call(.GET, "/nothing").status == 404)
            let method = try await service.call(.GET, "/v1/verify")
            #expect(method.status == 405)
            #expect(method.header("allow") == "POST")
        }
    }

    @Test("a caller over its rate is told when to come again, and others are not")
    func limitsCallers_each() async throws {
        var settings = PrevalidatorSettings()
        settings.rate = 3
        settings.callers = ["a": "token of caller a", "b": "token of caller b"]
        try await RunningPrevalidator.with(settings) { service in
            func status(_ caller: String) async throws -> Reply {
                try await service.call(
                    .POST, "/v1/verify", ["challenge_id": "x", "signature": "00"], token: "token of caller " + caller)
            }
            for _ in 0..<3 { #expect(try await status("a").status == 200) }
            let refused = try await status("a")
            #expect(refused.status == 429)
            #expect(refused.header("retry-after") == "1")
            #expect(try await status("b").status == 200)
            service.clock.advance(by: .seconds(1))
            #expect(try await status("a").status == 200)
        }
    }

    @Test("a store that is down is 503 and nothing is claimed; it serves again when the store does")
    func claimsNothing_whenTheStoreIsDown() async throws {
        let store = FlakyStore()
        try await RunningPrevalidator.with(store: store) { service in
            let phone = try SigningKey()
            _ = try await service.enrol(phone)
            _ = try await service.register("c")
            let field = try phone.field(for: "text to sign")
            store.fails.set(true)
            let reply = try await service.verify("c", field)
            #expect(reply.status == 503)
            #expect(reply.code == "store_unavailable")
            #expect(try await service.call(.GET, "/readyz").status == 503)
            #expect(try await service.call(.GET, "/livez").status == 200)
            #expect(try await service.register("d").status == 503)
            store.fails.set(false)
            #expect(try await service.call(.GET, "/readyz").status == 200)
            #expect(try await service.verify("c", field).code == "ok")
        }
    }

    @Test("the description, health and metrics need no token")
    func describesItself() async throws {
        try await RunningPrevalidator.with { service in
            let document = try await service.call(.GET, "/openapi.json", token: nil)
            #expect(document["openapi"] == "3.1.0")
            #expect(document["paths"]?.objectValue?.members.count == 8)
            for path in ["/livez", "/readyz", "/metrics"] {
                #expect(try await service.call(.GET, path, token: nil).status == 200)
            }
        }
    }
}
