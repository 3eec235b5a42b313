import CountersignAPI
import CountersignClient
import Testing

struct TokenTests {
    @Test func fetchesOneToken_whenManyCallsNeedOne() async throws {
        try await StubServer.withEverything({ call in
            call.isTokenFetch
                ? [.pause(.milliseconds(50)), .ok(StubServer.tokenBody())] : [.changeRequest("COMPLETED")]
        }) { stub in
            let bank = try stub.client()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { _ = try await bank.changeRequest("cr") } }
                try await group.waitForAll()
            }
            #expect(stub.tokenFetches.count == 1)
            #expect(stub.calls.count == 50)
            #expect(stub.calls.allSatisfy { $0.headers["authorization"] == "Bearer token" })
        }
    }

    @Test func asksForATokenAsDocumented_withBasicAndAForm() async throws {
        try await StubServer.with({ _ in [.changeRequest("COMPLETED")] }) { stub in
            _ = try await stub.client().changeRequest("cr")
            let fetch = try #require(stub.tokenFetches.first)
            #expect(fetch.path == "/oauth2/token" && fetch.method == "POST")
            #expect(fetch.headers["authorization"] == "Basic aWQ6czNjcmV0")
            #expect(fetch.headers["content-type"] == "application/x-www-form-urlencoded")
            #expect(String(decoding: fetch.body, as: UTF8.self) == "grant_type=client_credentials&scope=partners")
        }
    }

    @Test func asksForALegacyToken_withJSON() async throws {
        try await StubServer.with({ _ in [.changeRequest("COMPLETED")] }) { stub in
            _ = try await stub.client(.legacyClient(id: "id", secret: "s3cret")).changeRequest("cr")
            let fetch = try #require(stub.tokenFetches.first)
            #expect(fetch.path == "/oauth/token")
            #expect(
                fetch.json
                    == ["grant_type": "client_credentials", "client_id": "id", "client_secret": "s3cret"])
        }
    }

    @Test func asksAnotherHostForTokens_whenOneIsNamed() async throws {
        try await StubServer.with({ _ in [.changeRequest("COMPLETED")] }) { tokens in
            try await StubServer.with({ _ in [.changeRequest("COMPLETED")] }) { stub in
                let bank = try BankClient(
                    stub.address, .client(id: "id", secret: "s3cret"), tokenAddress: tokens.address)
                _ = try await bank.changeRequest("cr")
                #expect(tokens.tokenFetches.count == 1 && stub.tokenFetches.isEmpty)
            }
        }
    }

    @Test func fetchesANewToken_beforeTheOldExpires() async throws {
        let count = Counter()
        try await StubServer.withEverything({ call in
            guard call.isTokenFetch else { return [.changeRequest("COMPLETED")] }
            let number = count.next()
            return [.ok(StubServer.tokenBody("token\(number)", expiresIn: 3600))]
        }) { stub in
            let clock = ManualClock()
            let bank = try stub.client(clock: clock)
            for (seconds, token) in [(0, 1), (3539, 1), (1, 2), (3539, 2), (1, 3)] {
                clock.advance(by: .seconds(seconds))
                _ = try await bank.changeRequest("cr")
                #expect(stub.calls.last?.headers["authorization"] == "Bearer token\(token)")
            }
        }
    }

    @Test func usesTheOldTokenToItsEnd_whenNoNewOneIsToBeHad() async throws {
        let count = Counter()
        try await StubServer.withEverything({ call in
            guard call.isTokenFetch else { return [.changeRequest("COMPLETED")] }
            let number = count.next()
            return [number == 1 ? .ok(StubServer.tokenBody()) : .plain(403, "no")]
        }) { stub in
            let clock = ManualClock()
            let bank = try stub.client(clock: clock)
            _ = try await bank.changeRequest("cr")
            clock.advance(by: .seconds(3599))
            _ = try await bank.changeRequest("cr")
            clock.advance(by: .seconds(1))
            let error = await failure { _ = try await bank.changeRequest("cr") }
            #expect(error?.code == .forbidden && error?.operation == "createToken")
        }
    }

    @Test func renewsTheTokenOnceAndRepeatsTheCall_whenTheBankRefusesIt() async throws {
        let count = Counter()
        try await StubServer.withEverything({ call in
            if call.isTokenFetch {
                let number = count.next()
                return [.ok(StubServer.tokenBody("token\(number)"))]
            }
            return call.headers["authorization"] == "Bearer token1"
                ? [.answer(401, ["errors": [["code": "invalid_token"]]])] : [.changeRequest("COMPLETED")]
        }) { stub in
            let bank = try stub.client()
            let confirmed = try await bank.confirm("cr", otp: "212212", person: "p")
            #expect(confirmed.status == .completed)
            #expect(stub.calls.map { $0.headers["authorization"] } == ["Bearer token1", "Bearer token2"])
            #expect(stub.calls.allSatisfy { $0.json["tan"] == "212212" })
        }
    }

    @Test func givesUp_whenTheNewTokenIsRefusedToo() async throws {
        try await StubServer.with({ _ in [.plain(401, "Invalid Bearer Token")] }) { stub in
            let bank = try stub.client()
            let error = await failure { _ = try await bank.changeRequest("cr") }
            #expect(error?.code == .unauthorized && error?.status == 401)
            #expect(error?.body?.text == "Invalid Bearer Token")
            #expect(stub.calls.count == 2 && stub.tokenFetches.count == 2)
        }
    }

    @Test func renewsNothing_whenTheTokenCameFromElsewhere() async throws {
        try await StubServer.with({ _ in [.plain(401, "")] }) { stub in
            let bank = try stub.client(.token("mine"))
            #expect(await failure { _ = try await bank.changeRequest("cr") }?.code == .unauthorized)
            #expect(stub.calls.map { $0.headers["authorization"] } == ["Bearer mine"])
            #expect(stub.tokenFetches.isEmpty)
        }
    }

    @Test func failsForAllWhoWait_whenNoTokenIsGiven_andAsksAgainLater() async throws {
        let isOpen = Recorder<Bool>()
        try await StubServer.withEverything({ call in
            guard call.isTokenFetch else { return [.changeRequest("COMPLETED")] }
            return isOpen.last == true ? [.ok(StubServer.tokenBody())] : [.answer(401, ["code": "invalid_token"])]
        }) { stub in
            let bank = try stub.client()
            let codes = await withTaskGroup(of: ClientError.Code?.self) { group in
                for _ in 0..<10 { group.addTask { await failure { _ = try await bank.changeRequest("cr") }?.code } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count == 10 && codes.allSatisfy { $0 == .unauthorized })
            #expect(stub.calls.isEmpty)
            isOpen.append(true)
            #expect(try await bank.changeRequest("cr").status == .completed)
        }
    }

    @Test func leavesOthersTheirToken_whenWhoAskedFirstIsCancelled() async throws {
        try await StubServer.withEverything({ call in
            call.isTokenFetch
                ? [.pause(.milliseconds(300)), .ok(StubServer.tokenBody())] : [.changeRequest("COMPLETED")]
        }) { stub in
            let bank = try stub.client()
            let first = Task { await failure { _ = try await bank.changeRequest("first") } }
            while stub.tokenFetches.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            async let second = bank.changeRequest("second")
            first.cancel()
            #expect(await first.value?.code == .cancelled)
            #expect(try await second.status == .completed)
            #expect(stub.tokenFetches.count == 1 && stub.calls.count == 1)
        }
    }

    @Test func fetchesForEachCall_whenTokensDoNotLast() async throws {
        for life in [0, -5] {
            try await StubServer.withEverything({ call in
                call.isTokenFetch
                    ? [.ok(StubServer.tokenBody(expiresIn: life))] : [.changeRequest("COMPLETED")]
            }) { stub in
                let bank = try stub.client()
                _ = try await bank.changeRequest("cr")
                _ = try await bank.changeRequest("cr")
                #expect(stub.tokenFetches.count == 2)
            }
        }
    }

    @Test func refusesATokenAnswer_whenItIsNone() async throws {
        for body in [
            "", "{}", "[]", #"{"access_token":"","expires_in":1,"token_type":"x"}"#,
            #"{"access_token":"a\r\nb: c","expires_in":1,"token_type":"x"}"#, "<html>",
        ] {
            try await StubServer.withEverything({ _ in [.plain(200, body)] }) { stub in
                let error = await failure { _ = try await stub.client().changeRequest("cr") }
                #expect(error?.code == .unreadableAnswer, "\(body)")
                #expect(stub.calls.isEmpty)
            }
        }
    }

    @Test func saysNeitherSecretNorToken_inItsErrorsAndDescriptions() async throws {
        try await StubServer.withEverything({ _ in [.plain(401, "no")] }) { stub in
            let bank = try stub.client()
            let error = try #require(await failure { _ = try await bank.changeRequest("cr") })
            #expect(!"\(error)".contains("s3cret"))
        }
        for credentials in [
            Credentials.client(id: "id", secret: "s3cret"), .legacyClient(id: "id", secret: "s3cret"),
            .token("s3cret"),
        ] {
            #expect(!"\(credentials)".contains("s3cret"))
        }
    }
}
