import CountersignAPI
import CountersignClient
import Testing

struct FaultTests {
    private typealias Function = @Sendable (DialectClient) async throws -> Void
    /// The functions of the published Elixir client.
    private static let functions: [(name: String, Function)] = [
        ("authorize_with_sms", { _ = try await $0.authorizeWithSMS("cr") }),
        ("confirm_with_otp", { _ = try await $0.confirmWithOTP("cr", "483920") }),
        ("get_device_challenge", { _ = try await $0.deviceChallenge("cr") }),
        ("confirm_with_device", { _ = try await $0.confirmWithDevice("cr", "3006020101020101") }),
        ("get", { _ = try await $0.get("cr") }),
        ("list_for_person", { _ = try await $0.listForPerson("p") }),
        ("list_for_business", { _ = try await $0.listForBusiness("b") }),
        ("poll_until_complete", { _ = try await $0.pollUntilComplete("cr") }),
    ]

    /// Runs every function against the answer; gives the codes, none where there was no error.
    private func codes(_ acts: [StubServer.Act], timeout: Duration = .seconds(30)) async throws -> [ClientError.Code?] {
        let recorded = Recorder<ClientError.Code?>()
        for (name, function) in Self.functions {
            try await StubServer.with({ _ in acts }) { stub in
                let bank = try stub.client(.token("t")) { $0.timeout = timeout }
                let error = await failure { try await function(bank.dialect()) }
                #expect(error?.operation != nil, "\(name)")
                #expect(!stub.calls.isEmpty)
                recorded.append(error?.code)
            }
        }
        return recorded.all
    }

    @Test("each of the eight functions gives a typed error when the server answers garbage (S0-036)")
    func givesATypedError_whenTheAnswerIsGarbage() async throws {
        let kinds: [[StubServer.Act]] = [
            [.text("garbage\r\n\r\n"), .close], [.text("HTTP/1.1 200 OK\r\nbad header\r\n\r\n"), .close],
            [.plain(200, "<html>")], [.plain(200, "")], [.plain(200, "null")], [.plain(200, "7")],
            [.plain(200, #"{"id":1,"status":2}"#)], [.plain(200, #"{"id":"a","status":"b""#)],
            [.plain(200, #"[{"status":"COMPLETED"}]"#)], [.plain(200, "\u{FEFF}{}")], [.plain(204, "")],
        ]
        for garbage in kinds {
            let codes = try await self.codes(garbage)
            #expect(codes.count == 8 && codes.allSatisfy { $0 == .unreadableAnswer }, "\(garbage) \(codes)")
        }
    }

    @Test("each of the eight functions gives a typed error when the server answers 500 (S0-036)")
    func givesATypedError_whenTheServerFails() async throws {
        let codes = try await self.codes([.answer(500, ["id": "e", "code": "generic_error", "status": "500"])])
        #expect(codes.count == 8 && codes.allSatisfy { $0 == .serverFault })
    }

    @Test("each of the eight functions gives a typed error when the server says nothing (S0-036)")
    func givesATypedError_whenTheServerIsSilent() async throws {
        let closed = try await self.codes([.close])
        #expect(closed.count == 8 && closed.allSatisfy { $0 == .connectionLost }, "\(closed)")
        let silent = try await self.codes([], timeout: .seconds(1))
        #expect(silent.count == 8 && silent.allSatisfy { $0 == .timedOut }, "\(silent)")
    }

    @Test func endsInTime_whenTheBodyDrips() async throws {
        let drip: [StubServer.Act] = (0..<5000).flatMap { _ in [.text(" "), .pause(.milliseconds(40))] }
        try await StubServer.with({ _ in [.text("HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n")] + drip }) { stub in
            let bank = try stub.client(.token("t")) { $0.timeout = .milliseconds(300) }
            let start = ContinuousClock.now
            #expect(await failure { _ = try await bank.changeRequest("cr") }?.code == .timedOut)
            // The body would take 200 s.
            #expect(start.duration(to: .now) < .seconds(100))
        }
    }

    @Test func endsAtOnce_whenItsTaskIsCancelled() async throws {
        for acts in [[], [StubServer.Act.text("HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n{")]] {
            try await StubServer.with({ _ in acts }) { stub in
                let bank = try stub.client()
                let task = Task { await failure { _ = try await bank.changeRequest("cr") } }
                while stub.calls.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                task.cancel()
                #expect(await task.value?.code == .cancelled)
            }
        }
    }

    @Test func refusesABody_whenItIsTooLarge() async throws {
        let large = "\"" + String(repeating: "x", count: 5000) + "\""
        try await StubServer.with({ _ in [.plain(200, large)] }) { stub in
            let bank = try stub.client { $0.answerLimit = 5001 }
            #expect(await failure { _ = try await bank.changeRequest("cr") }?.code == .answerTooLarge)
            let wide = try stub.client { $0.answerLimit = 5002 }
            #expect(await failure { _ = try await wide.changeRequest("cr") }?.code == .unreadableAnswer)
        }
        // Without a length, and without an end.
        let chunk = "1000\r\n" + String(repeating: " ", count: 4096) + "\r\n"
        let endless: [StubServer.Act] = Array(repeating: .text(chunk), count: 500)
        try await StubServer.with({ _ in
            [.text("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")] + endless
        }) { stub in
            let bank = try stub.client { $0.answerLimit = 1 << 16 }
            #expect(await failure { _ = try await bank.changeRequest("cr") }?.code == .answerTooLarge)
        }
        // A refusal says enough by its status.
        try await StubServer.with({ _ in [.plain(404, large)] }) { stub in
            let bank = try stub.client { $0.answerLimit = 100 }
            let error = await failure { _ = try await bank.changeRequest("cr") }
            #expect(error?.code == .notFound && error?.body?.text?.utf8.count == 100)
        }
    }

    @Test func followsNoRedirect_sinceTheTokenWouldGoWithIt() async throws {
        for status in [301, 302, 303, 307, 308] {
            try await StubServer.with({ call in
                call.path == "/elsewhere"
                    ? [.changeRequest("COMPLETED")]
                    : [.plain(status, "", headers: "location: /elsewhere\r\n")]
            }) { stub in
                let bank = try stub.client()
                let error = await failure { _ = try await bank.changeRequest("cr") }
                #expect(error?.code == .redirected && error?.status == status)
                #expect(stub.calls.count == 1)
            }
        }
    }

    @Test func readsOver_whatItDoesNotKnow() async throws {
        let body: JSONValue = [
            "id": 7, "change_request_id": "x", "new": ["a": [1, 2]], "status": "SOMETHING_NEW", "updated_at": nil,
            "response_code": nil,
        ]
        let known: JSONValue = [
            "id": "cr", "new": ["a": [1, 2]], "status": "SOMETHING_NEW", "response_body": [1], "response_code": 201,
            "updated_at": "2022-04-21T13:59:52Z", "string_to_sign": nil,
        ]
        try await StubServer.with({ $0.path.hasSuffix("wrong") ? [.ok(body)] : [.ok(known)] }) { stub in
            let bank = try stub.client()
            let request = try await bank.changeRequest("cr")
            #expect(request.status == .unknown("SOMETHING_NEW") && !request.status.isFinal)
            #expect(request.responseBody == [1] && request.responseCode == 201)
            let error = await failure { _ = try await bank.changeRequest("wrong") }
            #expect(error?.code == .unreadableAnswer && error?.reason.contains("id") == true)
        }
    }

    @Test("change request ids are sent as they are, whatever they look like (S0-037)")
    func sendsAnyID() async throws {
        let missing: JSONValue = [
            "id": "e", "status": "404", "code": "model_not_found", "title": "Model Not Found", "detail": "none",
        ]
        try await StubServer.with({ _ in [.answer(404, missing)] }) { stub in
            let bank = try stub.client()
            for (id, target) in [
                ("cchr_123", "cchr_123"), ("a b/c?d#e%", "a%20b%2Fc%3Fd%23e%25"), ("é", "%C3%A9"),
                ("\u{0}", "%00"), ("...", "..."),
            ] {
                let error = await failure { _ = try await bank.changeRequest(Identifier(id)) }
                #expect(error?.code == .notFound && error?.bankCode == .modelNotFound && error?.status == 404)
                #expect(stub.calls.last?.target == "/v1/change_requests/" + target)
            }
            let count = stub.calls.count
            for id in ["", ".", ".."] {
                #expect(await failure { _ = try await bank.changeRequest(Identifier(id)) }?.code == .invalidRequest)
            }
            #expect(stub.calls.count == count)
        }
    }
}
