import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct TriggerTests {
    @Test("A person's update waits for the customer and is executed once (S0-001, S0-003, S0-005, S0-013, S1-022)")
    func changesThePerson_onlyAfterConfirm() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let triggered = try await bank.call(.patch, ada.path, ["first_name": "Augusta"])
            #expect(triggered.status == 202)
            #expect(triggered["status"] == "AUTHORIZATION_REQUIRED")
            #expect(triggered["change_request_id"] == triggered["id"])
            #expect(triggered["url"] == .string("/v1/change_requests/\(triggered.id)/authorize"))
            let request = ChangeRequestCalls(bank: bank, id: triggered.id)
            #expect(try await ada.firstName == "Ada")
            let done = try await request.completeBySMS(ada)
            #expect(done.status == 200)
            #expect(done["status"] == "COMPLETED")
            #expect(done["response_code"] == 202)
            #expect(done["response_body"]?["id"] == .string(ada.id))
            #expect(done["response_body"]?["first_name"] == "Augusta")
            #expect(try await ada.firstName == "Augusta")
        }
    }

    @Test("A member that had no value is written at once, one that had waits, nulls replace nothing")
    func answersAtOnce_whenNoValueIsReplaced() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let added = try await bank.call(.patch, ada.path, ["email": "ada@example.com", "first_name": nil])
            #expect(added.status == 200)
            #expect(added["email"] == "ada@example.com")
            #expect(added["first_name"] == "Ada")
            #expect(try await bank.call(.patch, ada.path, [:]).status == 200)
            #expect(try await bank.call(.patch, ada.path, ["email": "a@example.com", "city": "Berlin"]).status == 202)
            #expect(try await bank.call(.get, ada.path)["city"] == nil)
            #expect(try await bank.call(.patch, "/v1/persons/nobody", ["email": "x"]).status == 404)
        }
    }

    @Test("A SEPA credit transfer waits for the customer and moves the money (S0-001, S0-002, S0-005, S1-021, S1-023)")
    func transfers_onlyAfterConfirm() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let account = try await bank.call(.post, ada.path + "/accounts", ["balance": Self.euros(1000)])
            #expect(account.status == 201)
            #expect(account.id.hasSuffix("cacc"))
            let iban = try #require(account["iban"]?.stringValue)
            #expect(iban.utf8.count == 22 && Self.remainder(of: iban) == 1)
            let order = try await bank.call(.post, Self.transfers(account.id), Self.order(cents: 600))
            #expect(order.status == 202)
            #expect(order["change_request_id"] == order["id"])
            let request = ChangeRequestCalls(bank: bank, id: order.id)
            #expect(try await request.status == "AUTHORIZATION_REQUIRED")
            let second = try await bank.call(.post, Self.transfers(account.id), Self.order(cents: 600))
            let done = try await request.completeBySMS(ada)
            #expect(done["status"] == "COMPLETED")
            #expect(done["response_code"] == 201)
            #expect(done["response_body"]?["recipient_iban"] == .string(Self.iban))
            #expect(done["response_body"]?["amount"]?["value"] == 600)
            let sms = try await bank.messages(to: ada.number)
            #expect(sms.last?.template == "sepa_transaction")
            #expect(sms.last?.text.contains("payment for \(Self.iban) of 6.00 EUR") == true)
            // The account does not hold another 6.00 EUR: the confirmed order fails in its execution.
            let failed = try await ChangeRequestCalls(bank: bank, id: second.id).completeBySMS(ada)
            #expect(failed.status == 200)
            #expect(failed["status"] == "FAILED")
            #expect(failed["response_code"] == nil)
        }
    }

    @Test("A trusted IBAN is listed once its change request is confirmed (S0-001, S0-004)")
    func listsATrustedIBAN_onlyAfterConfirm() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let account = try await bank.call(.post, ada.path + "/accounts")
            #expect(account["balance"]?["value"] == 1_000_000)
            try await bank.subscribe(to: "TRUSTED_IBAN_CONFIRMED")
            let path = ada.path + "/accounts/\(account.id)/trusted_ibans"
            let triggered = try await bank.call(.post, path, ["iban": .string(Self.iban), "name": "Charles"])
            #expect(triggered.status == 202)
            #expect(triggered["change_request_id"] == triggered["id"])
            #expect(try await bank.call(.get, path).json == [])
            let done = try await ChangeRequestCalls(bank: bank, id: triggered.id).completeBySMS(ada)
            #expect(done["response_code"] == 201)
            #expect(try await bank.messages(to: ada.number).last?.template == "data_change")
            let listed = try await bank.call(.get, path).json.arrayValue ?? []
            #expect(listed == [done["response_body"] ?? nil])
            #expect(listed.first?["iban"] == .string(Self.iban))
            #expect(try await bank.deliveries(of: "TRUSTED_IBAN_CONFIRMED").count == 1)
            let stranger = try await Customer.create(at: bank, number: nil)
            #expect(try await bank.call(.get, stranger.path + "/accounts/\(account.id)/trusted_ibans").status == 404)
        }
    }

    @Test("Orders that make no sense are refused with the field's name")
    func namesTheField_whenAnOrderIsWrong() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let account = try await bank.call(.post, ada.path + "/accounts").id
            let cases: [(JSONObject, String)] = [
                (["recipient_name": ""], "recipient_name"), (["recipient_iban": "DE 00"], "recipient_iban"),
                (["recipient_iban": ""], "recipient_iban"), (["amount": Self.euros(0)], "amount.value"),
                (["amount": Self.euros(-1)], "amount.value"),
                (["amount": ["value": 1, "unit": "cents", "currency": "USD"]], "amount.currency"),
                (["amount": ["value": 1, "unit": "euro", "currency": "EUR"]], "amount.unit"),
                (["amount": nil], "amount"), (["recipient_iban": nil], "recipient_iban"),
            ]
            for (change, field) in cases {
                let body = (Self.order(cents: 1).objectValue ?? [:]).merging(change)
                let reply = try await bank.call(.post, Self.transfers(account), .object(body))
                #expect(reply.status == 400, "\(field)")
                #expect(reply.error.source?.field == field)
            }
            #expect(try await bank.call(.post, Self.transfers("nowhere"), Self.order(cents: 1)).status == 404)
            #expect(try await bank.call(.get, ada.path + "/change_requests").json == [])
        }
    }

    @Test("The generic trigger opens a change request for exactly one owner")
    func opensAChangeRequest_forOneOwner() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger(["response_code": 418, "response_body": ["id": 7, "pot": nil]])
            let done = try await request.completeBySMS(ada)
            #expect(done["response_code"] == 418)
            #expect(done["response_body"]?["id"] == 7)
            let failing = try await ada.trigger(["fails": true])
            #expect(try await failing.completeBySMS(ada)["status"] == "FAILED")
            let refused: [(JSONValue, Int)] = [
                ([:], 400), (["person_id": .string(ada.id), "business_id": "b"], 400), (["person_id": "nobody"], 404),
                (["business_id": "nobody"], 404), (["person_id": .string(ada.id), "template": "no_such"], 400),
                (["person_id": .string(ada.id), "template": "account_closure"], 400),
                (["person_id": .string(ada.id), "delay": -1], 400),
                (["person_id": .string(ada.id), "response_code": 7], 400),
            ]
            for (body, status) in refused {
                #expect(try await bank.call(.post, "/_sandbox/change_requests", body).status == status, "\(body)")
            }
        }
    }

    static let iban = "DE32110101001000000029"
    static func transfers(_ account: String) -> String { "/v1/accounts/\(account)/transactions/sepa_credit_transfers" }
    static func euros(_ cents: Int) -> JSONValue {
        ["value": .number(JSONNumber(cents)), "unit": "cents", "currency": "EUR"]
    }
    static func order(cents: Int) -> JSONValue {
        [
            "recipient_name": "Charles", "recipient_iban": .string(iban), "amount": euros(cents),
            "description": "engine", "reference": "1842",
        ]
    }
    /// The check of ISO 13616: 1 for a right IBAN.
    static func remainder(of iban: String) -> Int {
        (iban.dropFirst(4) + iban.prefix(4)).utf8.reduce(0) { rest, byte in
            byte >= 65 ? (rest * 100 + Int(byte) - 55) % 97 : (rest * 10 + Int(byte) - 48) % 97
        }
    }
}
