import Countersign
import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct MobileNumberRuleTests {
    @Test("Confirm without authorize is refused (S2-004)")
    func refusesTheCode_whenNoneWasSent() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let number: JSONValue = ["number": "+491512345678"]
            #expect(try await bank.call(.post, ada.numberPath, number).status == 201)
            let body: JSONValue = ["number": "+491512345678", "token": "212212"]
            #expect(try await bank.call(.post, ada.numberPath + "/confirm", body).status == 403)
            #expect(try await bank.call(.get, ada.numberPath)["verified"] == false)
        }
    }

    @Test("One number a person, verified or not (S2-005, S2-006)")
    func conflicts_whenAPersonHasANumber() async throws {
        try await RunningSandbox.with { bank in
            var ada = try await Customer.create(at: bank, number: nil)
            let number: JSONValue = ["number": "+491512345678"]
            #expect(try await bank.call(.post, ada.numberPath, number).status == 201)
            #expect(try await bank.call(.post, ada.numberPath, number).status == 409)
            #expect(try await bank.call(.delete, ada.numberPath, number).status == 200)
            try await ada.verify("+491512345678")
            for other in ["+491512345678", "+491512345679"] {
                let reply = try await bank.call(.post, ada.numberPath, ["number": .string(other)])
                #expect(reply.status == 409)
                #expect(reply.error.code == .mobileNumberExists)
            }
            #expect(try await bank.call(.get, ada.numberPath)["number"] == "+491512345678")
        }
    }

    @Test("Only E.164 is a number, and what people type between digits is taken out (S2-007, S2-008, S2-009)")
    func storesE164Only() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            for text in [
                "491512345678", "00491512345678", "+0491512345678", "+4915123456789012345", "+49abc", "+", "", "+4",
                "+49.151.234", "+49(0)151", "＋491512345678", "+٤٩١٥١",
            ] {
                let reply = try await bank.call(.post, ada.numberPath, ["number": .string(text)])
                #expect(reply.status == 400, "\(text)")
                #expect(reply.error.source?.field == "number")
            }
            #expect(try await bank.call(.get, ada.numberPath).status == 404)
            for text in ["+491512345678", "+49 151-234 5678", "+49/151/2345678", "+49_151_2345678"] {
                let body: JSONValue = ["number": .string(text)]
                let created = try await bank.call(.post, ada.numberPath, body)
                #expect(created.status == 201)
                #expect(created["number"] == "+491512345678")
                #expect(try await bank.call(.delete, ada.numberPath, body).status == 200)
            }
        }
    }

    @Test("Raw and formatted form name the same number everywhere (S2-010, S2-011)")
    func takesBothForms() async throws {
        try await RunningSandbox.with { bank in
            for form in ["+49 151 234 5678", "+491512345678"] {
                let ada = try await Customer.create(at: bank, number: nil)
                let body: JSONValue = ["number": .string(form)]
                #expect(try await bank.call(.post, ada.numberPath, ["number": "+49 151-2345678"]).status == 201)
                let authorized = try await bank.call(.post, ada.numberPath + "/authorize", body)
                #expect(authorized["number"] == "+491512345678")
                let token = JSONValue.string(try await bank.code(to: "+491512345678"))
                let confirmed = try await bank.call(
                    .post, ada.numberPath + "/confirm", ["number": .string(form), "token": token])
                #expect(confirmed["number"] == "+491512345678")
                let other: JSONValue = ["number": "+491512345679"]
                #expect(try await bank.call(.delete, ada.numberPath, other).status == 404)
                #expect(try await bank.call(.delete, ada.numberPath, body).status == 202)
            }
        }
    }

    @Test("The person's legacy attribute is never linked and never used (S2-012, S2-013, S2-014)")
    func keepsTheLegacyAttributeApart() async throws {
        try await RunningSandbox.with { bank in
            let attributes: JSONValue = ["first_name": "Ada", "mobile_number": "+491512000000"]
            var ada = try await Customer.create(at: bank, number: nil, attributes)
            #expect(try await bank.call(.get, ada.numberPath).status == 404)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 404)
            #expect(try await bank.messages().isEmpty)
            let before = try await bank.call(.get, ada.path).json
            try await ada.verify("+491512345678")
            #expect(try await bank.call(.get, ada.path).json == before)
            let change = try await bank.call(.patch, ada.path, ["mobile_number": "+491512999999"])
            #expect(change.status == 202)
            let done = try await ChangeRequestCalls(bank: bank, id: change.id).completeBySMS(ada)
            #expect(done["response_body"]?["mobile_number"] == "+491512999999")
            #expect(try await bank.call(.get, ada.numberPath)["number"] == "+491512345678")
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            #expect(Set(try await bank.messages().map(\.recipient)) == ["+491512345678"])
        }
    }

    @Test("A verified number cannot be updated (S2-015)")
    func hasNoUpdate() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            for method in [Endpoint.Method.put, .patch] {
                let reply = try await bank.call(method, ada.numberPath, ["number": "+491512345679"])
                #expect(reply.status == 404 || reply.status == 405)
            }
            #expect(try await bank.call(.get, ada.numberPath)["number"] == .string(ada.number))
        }
    }

    @Test("Every branch needs a verified number for SMS (S2-023)")
    func exemptsNoBranch() async throws {
        try await RunningSandbox.with { bank in
            for branch in ["DE", "FR", "IT", "ES"] {
                let person = try await Customer.create(at: bank, number: nil, ["branch": .string(branch)])
                let request = try await person.trigger()
                #expect(try await request.authorize("mobile_number", person).status == 404)
                let binding = try await person.startBinding(try SigningKey())
                #expect(binding.status == 400)
                #expect(binding.error.detail == "telephone number not found")
                #expect(binding.error.source?.field == "number")
                #expect(binding.error.errorCode == "telephone_number_not_found")
            }
        }
    }

    @Test("The creation's webhook comes on create and not again on confirm (S2-024, S2-025)")
    func notifies_whenANumberIsCreated() async throws {
        try await RunningSandbox.with { bank in
            try await bank.subscribe(to: "PERSON_MOBILE_NUMBER_CREATED")
            var ada = try await Customer.create(at: bank, number: nil)
            let number: JSONValue = ["number": "+491512345678"]
            #expect(try await bank.call(.post, ada.numberPath, number).status == 201)
            let expected = RunningSandbox.Delivery(entity: ada.id, body: "{}")
            #expect(try await bank.deliveries(of: "PERSON_MOBILE_NUMBER_CREATED") == [expected])
            #expect(try await bank.call(.get, ada.numberPath)["verified"] == false)
            #expect(try await bank.call(.delete, ada.numberPath, number).status == 200)
            try await ada.verify("+491512345678")
            #expect(try await bank.deliveries(of: "PERSON_MOBILE_NUMBER_CREATED") == [expected, expected])
        }
    }
}
