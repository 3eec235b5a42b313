import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): envelope (S3-011, S3-012, S3-013, S3-014)") struct SecurityV2EnvelopeTests {
    private static let members = [
        "Description", "ResponseCode", "ResponseDateTime", "ClientRequestReference", "RequestID",
    ]

    @Test("Seven answers in any case of the path; GET is 405 (S3-001, S3-002, S3-003, S3-004, S3-006, S3-007, S3-008)")
    func wrapsEveryAnswer() async throws {
        var settings = SandboxSettings()
        settings.regeneratesLeniently = true
        try await RunningSandbox.with(settings) { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            var numbers: Set<Int> = []
            let spellings: [(String) -> String] = [{ $0 }, { $0.lowercased() }, { $0.uppercased() }]
            for change in spellings {
                let reference = try await partner.transfer(type: 1)
                var calls = SecurityV2SessionTests.calls(reference)
                // Regenerate before Authorize, and another session for logout.
                calls.swapAt(0, 1)
                for (operation, body) in calls {
                    let path = change("/security/" + operation)
                    let caller = operation == "logout" ? try await partner.loginAgain() : partner
                    let reply = try await caller.send(path, WireJSON.encode(body))
                    #expect(reply.status == 200, "\(path)")
                    let names = reply.json.objectValue?.names ?? []
                    #expect(Array(names.suffix(5)) == Self.members, "\(path)")
                    #expect(reply.code == (operation.hasPrefix("DeReg") ? "102" : "000"), "\(path)")
                    if reply.code == "000" { #expect(reply.text == "Success") }
                    let time = try #require(reply["ResponseDateTime"]?.stringValue)
                    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/) != nil)
                    #expect(time == "2021-12-22T15:05:33.634")
                    #expect(reply["ClientRequestReference"] == "")
                    numbers.insert(try #require(reply["RequestID"]?.intValue))
                    let got = try await caller.bank.exchange(.get, path, [("authorization", caller.token)], nil)
                    #expect(got.status == 405)
                }
            }
            #expect(numbers.count == 21)
        }
    }

    @Test("The answer to DeRegisterSDKDevice and to logout is the bare envelope (S3-060)")
    func answersTheBareEnvelope() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            let device = try await partner.registerDevice(consumer: 22)
            let reply = try await partner.call(
                "DeRegisterSDKDevice",
                ["ConsumerID": 22, "SDKDeviceReferenceID": .number(JSONNumber(device.id))])
            #expect(reply.code == "000")
            #expect(reply.json.objectValue?.names == Self.members)
            #expect(try await partner.logout().json.objectValue?.names == Self.members)
        }
    }

    @Test("ClientRequestReference is optional, has at most 50 characters, and comes back (S3-015, S3-016)")
    func repeatsTheReference() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            let fifty = String(repeating: "ü", count: 50)
            for (operation, body) in SecurityV2SessionTests.calls(String(repeating: "x", count: 36)) {
                for note in ["", "reference", fifty] {
                    let caller = operation == "logout" ? try await partner.loginAgain() : partner
                    let more: JSONObject = ["ClientRequestReference": .string(note)]
                    let reply = try await caller.call(operation, .object((body.objectValue ?? [:]).merging(more)))
                    #expect(reply.status == 200, "\(operation) \(note)")
                    #expect(reply["ClientRequestReference"] == .string(note))
                }
                for note: JSONValue in [.string(fifty + "x"), 1, [], true] {
                    let more: JSONObject = ["ClientRequestReference": note]
                    let reply = try await partner.call(operation, .object((body.objectValue ?? [:]).merging(more)))
                    #expect(reply.refuses("ClientRequestReference"), "\(operation) \(note)")
                    #expect(reply["ClientRequestReference"] == "")
                }
            }
            // In refusals too.
            let refused = try await partner.call("ListSDKDevices", ["ClientRequestReference": "mine"])
            #expect(refused.status == 400 && refused["ClientRequestReference"] == "mine")
            let body = Array(#"{"ClientRequestReference":"mine"}"#.utf8)
            let unknown = try await partner.send("/security/ListSDKDevices", body, token: "x")
            #expect(unknown.code == "100" && unknown["ClientRequestReference"] == "mine")
        }
    }

    @Test("CultureID chooses the language of the description; absent is English (S3-017, S3-018)")
    func speaksTheLanguage() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            func description(_ culture: JSONValue?) async throws -> String {
                var body: JSONObject = ["ConsumerID": 21]
                body["CultureID"] = culture
                return try await partner.call("ListSDKDevices", .object(body)).text
            }
            #expect(try await description(nil) == "Success")
            #expect(try await description(1) == "Success")
            #expect(try await description(2) == "Успешно")
            #expect(try await description(3) == "Veiksmīgi")
            let refused = try await partner.call("ListSDKDevices", ["CultureID": 2])
            #expect(refused.refuses("ConsumerID") && refused.text.hasPrefix("Ошибка проверки"))
            // Every code has its words in every language, and they differ.
            for code in SecurityV2.ResponseCode.known {
                let texts = Set(SecurityV2.Culture.allCases.map { SecurityV2Wording.description(of: code, in: $0) })
                #expect(texts.count == 3 && !texts.contains(""), "\(code)")
            }
        }
    }

    @Test("Other cultures are refused with the member's name (S3-019)")
    func refusesACulture_whenThereIsNoSuch() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            for culture: JSONValue in [
                0, 4, -1, "1", "English", true, .number(JSONNumber(Int64(1) << 31)), .number(JSONNumber(UInt64.max)),
            ] {
                for (operation, body) in SecurityV2SessionTests.calls(String(repeating: "x", count: 36)) {
                    let more: JSONObject = ["CultureID": culture]
                    let reply = try await partner.call(operation, .object((body.objectValue ?? [:]).merging(more)))
                    #expect(reply.refuses("CultureID"), "\(operation) \(culture)")
                }
            }
        }
    }

    @Test("Failures of business are HTTP 200 with their code; malformed input is 400 (S3-077)")
    func tellsFailuresFromMalformedInput() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            let (reference, password) = try await partner.transferBySMS()
            let wrong = try await partner.authorize(reference, password: otherPassword(than: password))
            #expect(wrong.status == 200 && wrong.code == "905")
            #expect(try await partner.call("Authorize", [:]).refuses("SCAReferenceNumber"))
            for text in ["", "{", "[]", "null", "1", "{\"a\":1,\"a\":2}", "{}x", "\u{FEFF}{}", "{\"ConsumerID\":1,}"] {
                let reply = try await partner.send("/security/ListSDKDevices", Array(text.utf8))
                #expect(reply.status == 400 && reply.code == "101", "\(text)")
            }
            let deep = String(repeating: "[", count: 10_000)
            #expect(try await partner.send("/security/logout", Array(deep.utf8)).code == "101")
        }
    }

    @Test("A fault gives 500 with the envelope and 999, and any response code on order (S3-078)")
    func answers500_whenAFaultWasOrdered() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            for endpoint in Endpoint.securityV2.dropFirst() {
                let rule: JSONValue = ["operation": .string(endpoint.name), "status": 500, "times": 1]
                #expect(try await partner.bank.call(.post, "/_sandbox/faults", rule).status == 201)
                let reply = try await partner.send(endpoint.template, [])
                #expect(reply.status == 500 && reply.code == "999")
                #expect(reply.json.objectValue?.names == Self.members)
            }
            let orders: [(JSONObject, Int, String)] = [
                (["code": "902"], 200, "902"), (["code": "901"], 200, "901"),
                (["status": 400], 400, "101"),
                (["status": 503], 503, "999"), (["code": "905", "status": 400], 400, "905"),
            ]
            for (order, status, code) in orders {
                let rule: JSONObject = ["operation": "POST /security/logout", "times": 1]
                let made = try await partner.bank.call(.post, "/_sandbox/faults", .object(rule.merging(order)))
                #expect(made.status == 201)
                let reply = try await partner.logout()
                #expect(reply.status == status && reply.code == code)
            }
            // After the call, its effect stays although its answer is lost.
            let rule: JSONValue = ["operation": "securityV2Logout", "wrong_shape": "truncated", "after": true]
            #expect(try await partner.bank.call(.post, "/_sandbox/faults", rule).status == 201)
            #expect(try await partner.logout().json == .null)
            #expect(try await partner.logout().code == "100")
        }
    }
}
