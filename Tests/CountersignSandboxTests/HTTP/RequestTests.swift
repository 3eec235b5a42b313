import AsyncHTTPClient
import CountersignAPI
import CountersignService
import CountersignTestSupport
import NIOCore
import NIOHTTP1
import Testing

@testable import CountersignSandbox

@Suite struct RequestTests {
    @Test("An unknown path is a 404 in the bank's shape, a wrong method a 405 that names the right ones")
    func answersInTheBanksShape_whenNothingIsServed() async throws {
        try await RunningSandbox.with { bank in
            for path in ["/", "/v1", "/v2/persons", "/v1/persons/x/y/z", "/_sandbox/x"] {
                let reply = try await bank.call(.get, path)
                #expect(reply.status == 404, "\(path)")
                #expect(reply.error.code == .notFound)
                #expect(reply["errors"]?.arrayValue?.first?["status"] == 404)
            }
            // An id does not end at a NUL.
            let person = try #require(try await bank.call(.post, "/v1/persons", [:])["id"]?.stringValue)
            #expect(try await bank.call(.get, "/v1/persons/" + person).status == 200)
            #expect(try await bank.call(.get, "/v1/persons/" + person + "%00x").status == 404)
            // An empty segment is no id, whichever route the router takes it for.
            for method in [Endpoint.Method.get, .post] {
                #expect(try await bank.call(method, "/v1/change_requests//confirm", [:]).status == 404)
            }
            let cases: [(Endpoint.Method, String, String)] = [
                (.delete, "/v1/persons", "POST"), (.post, "/v1/persons/x", "GET, PATCH"),
                (.put, "/v1/persons/x/mobile_number", "DELETE, GET, POST"), (.get, "/oauth2/token", "POST"),
                (.get, "/v1/change_requests/x/confirm", "POST"), (.get, "/_sandbox/change_requests", "POST"),
            ]
            for (method, path, allowed) in cases {
                let reply = try await bank.call(method, path)
                #expect(reply.status == 405, "\(path)")
                #expect(reply.header("allow") == allowed)
                #expect(reply["errors"]?.arrayValue?.first?["code"] == "method_not_allowed")
            }
        }
    }

    @Test("No token, a broken, a strange and an expired one are 401, before anything else is looked at")
    func asksForAToken() async throws {
        try await RunningSandbox.with { bank in
            let none = try await bank.call(.post, "/v1/change_requests/x/confirm", [:], token: .some(nil))
            #expect(none.status == 401)
            #expect(none.error.code == .tokenRequired)
            for token in ["x", "", "74657374.00", "zz.zz", ".", "746573747", "7465737473.0"] {
                let reply = try await bank.call(.get, "/v1/persons/x", token: token)
                #expect(reply.status == 401, "\(token)")
            }
            bank.clock.advance(by: .seconds(3600))
            let late = try await bank.call(.get, "/v1/persons/x")
            #expect(late.status == 401)
            #expect(late.error.code == .invalidToken)
        }
    }

    @Test("What is not JSON in the strict sense is refused, whatever is wrong with it (B4)")
    func refusesTheBody_whenItIsNotJSON() async throws {
        let deep = String(repeating: "[", count: 100_000)
        let bodies: [[UInt8]] = [
            Array("{".utf8), Array("[]x".utf8), Array("{\"a\":1,}".utf8), Array("{\"a\":1,\"a\":2}".utf8),
            [0xEF, 0xBB, 0xBF] + Array("{}".utf8), [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00],
            Array("{\"a\":\"\\ud800\"}".utf8),
            [0x7B, 0x22, 0xC3, 0x22, 0x3A, 0x31, 0x7D], Array(deep.utf8), Array("\u{0}".utf8), Array("nul".utf8),
            Array("{\"a\":\(String(repeating: "9", count: 100_000))e}".utf8), Array("{'a':1}".utf8),
        ]
        try await RunningSandbox.with { bank in
            for path in [
                "/v1/persons", "/v1/change_requests/x/confirm", "/v1/mfa/devices", "/_sandbox/change_requests",
            ] {
                for body in bodies {
                    let reply = try await bank.send(.post, path, bytes: body)
                    #expect(reply.status == 400, "\(path) \(String(decoding: body.prefix(20), as: UTF8.self))")
                    #expect(reply.error.code == .invalidJSON)
                }
                for body in ["[]", "1", "\"x\"", "null", "true"] {
                    #expect(try await bank.send(.post, path, bytes: Array(body.utf8)).status == 400, "\(path) \(body)")
                }
            }
        }
    }

    @Test("A body over the limit is a 413, and the next call is served")
    func refusesTheBody_whenItIsTooLarge() async throws {
        var settings = SandboxSettings()
        settings.bodyLimit = 10_000
        try await RunningSandbox.with(settings) { bank in
            let large = Array("{\"first_name\":\"\(String(repeating: "x", count: 20_000))\"}".utf8)
            let refused = try await bank.send(.post, "/v1/persons", bytes: large)
            #expect(refused.status == 413)
            #expect(refused.header("connection") == "close")
            // Also where no body is looked at.
            #expect(try await bank.send(.delete, "/v1/webhooks/none", bytes: large).status == 413)
            #expect(try await bank.call(.post, "/v1/persons", ["first_name": "Ada"]).status == 201)
        }
    }

    @Test("A body that trickles is ended in time (B2)")
    func endsTheRequest_whenItsBodyTrickles() async throws {
        var settings = SandboxSettings()
        settings.requestTimeout = 1
        try await RunningSandbox.with(settings) { bank in
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(bank.port)/v1/persons")
            request.method = .POST
            request.headers.add(name: "authorization", value: "Bearer \(bank.token)")
            request.body = .stream(Trickle(), length: .known(Int64(1000)))
            // Depending on what is noticed first, the caller reads the answer or finds the connection closed. The body
            // itself would take 100 seconds and then be answered 400.
            let status = try? await HTTPClient.shared
                .execute(request, timeout: .seconds(RunningSandbox.patience)).status.code
            #expect(status == nil || status == 408)
            let next = try await bank.call(.get, "/v1/persons/none")
            #expect(next.status == 404)
        }
    }

    @Test("A body whose framing is wrong is the caller's mistake (B1)")
    func refusesTheBody_whenItIsBadlyFramed() async throws {
        try await RunningSandbox.with { bank in
            for body in ["zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n0\r\n\r\n"] {
                let answer = try await RawCaller.pass(
                    "POST /v1/persons HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \(bank.token)\r\n"
                        + "content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n" + body,
                    to: bank.port)
                #expect(answer.contains(" 400 "), "\(answer)")
            }
            let text = String(decoding: try await bank.call(.get, "/metrics").bytes, as: UTF8.self)
            #expect(!text.contains("status=\"500\""))
        }
    }

    @Test("A person as deep as the wire allows can be stored, changed and read")
    func storesThePerson_whenItIsAsDeepAsAllowed() async throws {
        try await RunningSandbox.with { bank in
            let deep = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
            let created = try await bank.send(.post, "/v1/persons", bytes: Array("{\"a\":\(deep)}".utf8))
            #expect(created.status == 201)
            let person = Customer(bank: bank, id: created.id)
            let change = try await bank.send(.patch, person.path, bytes: Array("{\"a\":\(deep)}".utf8))
            #expect(change.status == 202)
            let request = ChangeRequestCalls(bank: bank, id: change.id)
            #expect(try await request.authorize("static", person).status == 201)
            #expect(try await request.confirm(person, "212212").status == 200)
            #expect(try await request.read().status == 200)
            #expect(try await bank.call(.get, person.path).status == 200)
            #expect(try await bank.call(.get, person.path + "/change_requests").status == 200)
        }
    }

    @Test("Requests, SMS and signatures are counted, with no id in a label")
    func countsWhatItServes() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            #expect(try await request.authorize(phone).status == 201)
            #expect(try await request.confirm(phone, "00").status == 422)
            let text = String(decoding: try await bank.call(.get, "/metrics").bytes, as: UTF8.self)
            for line in [
                "countersign_sandbox_requests_total{route=\"confirmChangeRequest\",status=\"422\"} 1",
                "countersign_sandbox_requests_total{route=\"createPerson\",status=\"201\"} 1",
                "# TYPE countersign_sandbox_request_duration_seconds histogram",
                "countersign_sandbox_request_duration_seconds_bucket{route=\"createPerson\",le=\"+Inf\"} 1",
                "countersign_sandbox_request_duration_seconds_count{route=\"confirmChangeRequest\"} 1",
                "countersign_sandbox_sms_total{template=\"verify_mobile_number\"} 1",
                "countersign_sandbox_sms_total{template=\"authenticate\"} 1",
                "countersign_sandbox_signatures_total{verdict=\"valid\"} 1",
                "countersign_sandbox_signatures_total{verdict=\"wrong\"} 1",
            ] { #expect(text.contains(line + "\n"), "\(line)") }
            #expect(!text.contains(ada.id) && !text.contains(phone.id))
        }
    }
}

/// A byte every tenth of a second.
private struct Trickle: AsyncSequence, Sendable {
    struct AsyncIterator: AsyncIteratorProtocol {
        mutating func next() async throws -> ByteBuffer? {
            try await Task.sleep(for: .milliseconds(100))
            return ByteBuffer(string: " ")
        }
    }
    func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}
