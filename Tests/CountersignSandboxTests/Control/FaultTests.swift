import CountersignAPI
import HummingbirdCore
import Testing

@testable import CountersignSandbox

@Suite struct FaultTests {
    private static func order(_ bank: RunningSandbox, _ rule: JSONObject) async throws -> Reply {
        try await bank.call(.post, "/_sandbox/faults", .object(rule))
    }

    @Test(
        "A fault on confirm gives exactly the published body (S1-031, S1-037, S1-038)",
        arguments: [
            (
                400, "build_pagination_headers_failure", "Failed to build pagination headers.",
                "Cannot connect to database."
            ),
            (403, "unauthorized_action", "Unauthorized Action", "Unauthorized action is not allowed."),
            (
                429, "sms_request_rate_limit_exceeded", "Sms Request Rate Limit Exceeded",
                "SMS request rate limit exceeded for the number: +491520555555"
            ),
            (500, "generic_error", "Generic Error", "There was an error."),
        ])
    func answersThePublishedBody(status: Int, code: String, title: String, detail: String) async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let change = try await customer.trigger()
            #expect(try await change.authorize("static", customer).status == 201)
            let rule = try await Self.order(
                bank, ["operation": "confirmChangeRequest", "status": .number(JSONNumber(status)), "times": 1])
            #expect(rule.status == 201)
            let struck = try await change.confirm(customer, "212212")
            #expect(struck.status == status)
            let object = try #require(struck.json.objectValue)
            #expect(object.names == ["id", "status", "code", "title", "detail"])
            let expected: JSONObject = [
                "status": .string(String(status)), "code": .string(code), "title": .string(title),
                "detail": .string(detail),
            ]
            #expect(object.removing(["id"]) == expected)
            #expect(IdentifierShape.error.matches(Identifier(struck.id)))
            // It was not executed, and the fault is used up.
            #expect(try await change.confirm(customer, "212212")["status"] == "COMPLETED")
            #expect(try await bank.call(.get, "/_sandbox/faults").json == [])
        }
    }

    @Test("A lost answer: the call was executed although nobody was told")
    func executesTheCall_whenOnlyTheAnswerIsLost() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            for drop in [true, false] {
                let change = try await customer.trigger()
                #expect(try await change.authorize("static", customer).status == 201)
                let effect: JSONObject = drop ? ["drop": true] : ["status": 500]
                let rule: JSONObject = ["operation": "POST /v1/change_requests/{change_request_id}/confirm"]
                #expect(
                    try await Self.order(bank, rule.merging(effect).merging(["times": 1, "after": true])).status == 201)
                if drop {
                    await #expect(throws: (any Error).self) { try await change.confirm(customer, "212212") }
                } else {
                    #expect(try await change.confirm(customer, "212212").status == 500)
                }
                #expect(try await change.status == "COMPLETED")
            }
        }
    }

    @Test("An answer of the wrong shape", arguments: ["empty", "array", "html", "truncated"])
    func answersInTheWrongShape(shape: String) async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank, number: nil)
            let right = try await bank.call(.get, customer.path)
            #expect(
                try await Self.order(bank, ["operation": "readPerson", "wrong_shape": .string(shape)]).status == 201)
            let wrong = try await bank.call(.get, customer.path)
            #expect(wrong.status == 200)
            switch shape {
            case "empty": #expect(wrong.bytes.isEmpty)
            case "array": #expect(wrong.json == [])
            case "html": #expect(wrong.header("content-type") == "text/html")
            default: #expect(right.bytes.starts(with: wrong.bytes) && wrong.bytes.count < right.bytes.count)
            }
        }
    }

    @Test("An answer that has no body by its status sends none: a caller would take it for the next answer")
    func sendsNoBody_whereTheStatusHasNone() throws {
        for (status, length) in [(200, 2), (304, 0), (204, 0)] {
            #expect(try Answer(status, [String: String]()).response.body.contentLength == length)
        }
    }

    @Test("A fault for a person strikes every call that concerns the person, and no other")
    func strikesOnePerson() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let grace = try await Customer.create(at: bank, number: "+491512345679")
            let (hers, other) = (try await ada.trigger(), try await grace.trigger())
            let phone = try await ada.bind()
            let rule = try await Self.order(
                bank, ["person_id": .string(ada.id), "code": "bad_gateway", "detail": "gone"])
            let struck = [
                try await bank.call(.get, ada.path), try await hers.read(),
                try await bank.call(.get, "/v1/mfa/devices/\(phone.id)"),
                try await bank.call(.get, "/v1/mfa/devices?person_id=\(ada.id)"),
                try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": .string(ada.id)]),
            ]
            for reply in struck {
                #expect(reply.status == 502)
                #expect(reply.error.detail == "gone")
            }
            #expect(try await bank.call(.get, grace.path).status == 200)
            #expect(try await other.read().status == 200)
            #expect(try await bank.asClient("other").call(.post, "/v1/persons", [:]).status == 201)
            #expect(try await bank.call(.delete, "/_sandbox/faults/\(rule.id)").status == 204)
            #expect(try await bank.call(.get, ada.path).status == 200)
            #expect(try await bank.call(.delete, "/_sandbox/faults/\(rule.id)").status == 404)
            #expect(try await bank.call(.delete, "/_sandbox/faults").status == 204)
        }
    }

    @Test("A delay holds the call and then lets it pass")
    func holdsTheCall_whenDelayed() async throws {
        try await RunningSandbox.with { bank in
            #expect(try await Self.order(bank, ["operation": "createPerson", "delay_ms": 200]).status == 201)
            let start = ContinuousClock.now
            let reply = try await bank.call(.post, "/v1/persons", [:])
            let waited: Duration = start.duration(to: .now)
            #expect(reply.status == 201)
            #expect(waited >= .milliseconds(200))
        }
    }

    @Test("A fault strikes tokens too: of the client whose bank it was ordered for, and of no other")
    func strikesTokens() async throws {
        try await RunningSandbox.with { bank in
            for operation in ["createToken", "createLegacyToken"] {
                #expect(try await Self.order(bank, ["operation": .string(operation), "status": 500]).status == 201)
            }
            let struck = try await bank.exchange(
                .post, "/oauth2/token",
                [("authorization", ClientCredentials(clientID: bank.client, clientSecret: "secret").authorization)],
                Array(FormBody.clientCredentials.text.utf8))
            #expect(struck.status == 500 && struck.error.code == .genericError)
            let body: JSONObject = ["grant_type": "client_credentials", "client_secret": "secret"]
            for (client, status) in [(bank.client, 500), ("other", 201)] {
                let login = body.merging(["client_id": .string(client)])
                let reply = try await bank.call(.post, "/oauth/token", .object(login), token: .some(nil))
                #expect(reply.status == status, "\(client)")
            }
            #expect(try await bank.call(.delete, "/_sandbox/faults").status == 204)
            #expect(try await bank.freshToken().isEmpty == false)
        }
    }

    private static let wrongRules: [JSONObject] = [
        [:], ["status": 500], ["operation": "nothing", "status": 500], ["operation": "readPerson"],
        ["operation": "readPerson", "status": 200], ["operation": "readPerson", "status": 600],
        ["operation": "readPerson", "status": 500, "drop": true],
        ["operation": "readPerson", "status": 500, "times": 0],
        ["operation": "readPerson", "delay_ms": 60_001], ["operation": "readPerson", "delay_ms": -1],
        ["operation": "readPerson", "wrong_shape": "odd"],
        ["operation": "readPerson", "webhook_id": "x", "drop": true],
        ["operation": "readPerson", "code": "nope"], ["operation": "readPerson", "code": "nope", "status": 500],
        ["person_id": "x", "code": "902"], ["webhook_id": "x", "code": "nope"],
        ["operation": "securityV2Logout", "code": "777"], ["operation": "securityV2Logout", "code": "bad_gateway"],
        ["operation": "securityV2Login", "code": "902"],
    ]

    @Test("A rule that can never strike, or does nothing, is refused")
    func refusesARule_whenItMakesNoSense() async throws {
        try await RunningSandbox.with { bank in
            for rule in Self.wrongRules {
                let reply = try await Self.order(bank, rule)
                #expect(reply.status == 400, "\(rule)")
            }
            for (operation, code) in [
                ("readPerson", "bad_gateway"), ("securityV2Logout", "905"), ("securityV2Login", "invalid_grant"),
            ] {
                let error = try await Self.order(bank, ["operation": .string(operation), "code": "nope"]).error
                #expect(error.source?.field == "code" && error.detail?.contains(code) == true)
            }
            #expect(try await bank.call(.get, "/_sandbox/faults").json == [])
        }
    }
}
