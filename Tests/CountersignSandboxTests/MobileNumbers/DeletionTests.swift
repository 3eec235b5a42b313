import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct DeletionTests {
    private func delete(_ customer: Customer) async throws -> Reply {
        try await customer.bank.call(.delete, customer.numberPath, ["number": .string(customer.number)])
    }

    @Test("A verified number goes by change request, and its owner is told (S2-016, S2-017, S2-019, S2-020, S2-022)")
    func removesTheNumber_onlyAfterConfirm() async throws {
        try await RunningSandbox.with { bank in
            var ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let triggered = try await delete(ada)
            #expect(triggered.status == 202)
            #expect(triggered["status"] == "AUTHORIZATION_REQUIRED")
            #expect(try await bank.call(.get, ada.numberPath)["verified"] == true)
            let request = ChangeRequestCalls(bank: bank, id: triggered.id)
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            #expect(try await bank.messages().last?.template == "confirm_deletion")
            let done = try await request.confirm(ada, try await bank.code(to: ada.number))
            #expect(done["status"] == "COMPLETED")
            #expect(done["response_code"] == 200)
            #expect(done["response_body"]?["number"] == .string(ada.number))
            #expect(try await bank.call(.get, ada.numberPath).status == 404)
            let last = try #require(try await bank.messages().last)
            #expect(last.template == "deleted_notification")
            #expect(last.recipient == ada.number)
            #expect(last.text.contains(ada.number))
            #expect(last.otp == nil)

            // SMS is off, the device and the static method go on.
            let other = try await ada.trigger()
            #expect(try await other.authorize("mobile_number", ada).status == 404)
            #expect(try await other.confirm(phone, try await other.sign(phone).field).status == 200)
            #expect(try await ada.trigger().authorize("static", ada).status == 201)
            try await ada.verify("+491512345679")
            #expect(try await ada.trigger().completeBySMS(ada)["status"] == "COMPLETED")
        }
    }

    @Test("An unverified number goes at once (S2-018)")
    func removesAtOnce_whenNotVerified() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let number: JSONValue = ["number": "+491512345678"]
            #expect(try await bank.call(.post, ada.numberPath, number).status == 201)
            let reply = try await bank.call(.delete, ada.numberPath, number)
            #expect(reply.status == 200)
            #expect(reply["number"] == "+491512345678")
            #expect(try await bank.call(.get, ada.numberPath).status == 404)
            let none = try await bank.call(.delete, ada.numberPath, number)
            #expect(none.status == 403)
            #expect(none.error.code == .unauthorizedAction)
            #expect(try await bank.call(.delete, ada.numberPath, [:]).error.source?.field == "number")
            #expect(try await bank.call(.delete, "/v1/persons/nobody/mobile_number", number).status == 404)
        }
    }

    @Test("The deletion's webhook comes after the confirmation, once (S2-026, S2-028)")
    func notifies_onceTheNumberIsGone() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            try await bank.subscribe(to: "PERSON_MOBILE_NUMBER_DELETED")
            let number = try await bank.call(.get, ada.numberPath).id
            let request = ChangeRequestCalls(bank: bank, id: try await delete(ada).id)
            #expect(try await bank.deliveries(of: "PERSON_MOBILE_NUMBER_DELETED").isEmpty)
            #expect(try await request.authorize("static", ada).status == 201)
            #expect(try await request.confirm(ada, "212212").status == 200)
            #expect(try await request.confirm(ada, "212212").status == 403)
            #expect(
                try await bank.deliveries(of: "PERSON_MOBILE_NUMBER_DELETED")
                    == [.init(entity: ada.id, body: "{\"id\":\"\(number)\"}")])
        }
    }

    @Test("No webhook and no removal when the change request fails or expires (S2-027)")
    func notifiesNobody_whenTheNumberStays() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            try await bank.subscribe(to: "PERSON_MOBILE_NUMBER_DELETED")
            let failing = ChangeRequestCalls(bank: bank, id: try await delete(ada).id)
            let expiring = ChangeRequestCalls(bank: bank, id: try await delete(ada).id)
            for request in [failing, expiring] { #expect(try await request.authorize("static", ada).status == 201) }
            for _ in 0..<3 { #expect(try await failing.confirm(ada, "000000").status == 403) }
            bank.clock.advance(by: .seconds(301))
            #expect(try await expiring.confirm(ada, "212212").status == 403)
            #expect(try await failing.status == "FAILED")
            #expect(try await expiring.status == "EXPIRED")
            #expect(try await bank.deliveries(of: "PERSON_MOBILE_NUMBER_DELETED").isEmpty)
            #expect(try await bank.call(.get, ada.numberPath)["verified"] == true)
        }
    }

    @Test("Codes that were sent to a number die with it (S2-022)")
    func forgetsSentCodes_whenTheNumberIsGone() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let open = try await ada.rename(to: "Augusta")
            #expect(try await open.authorize("mobile_number", ada).status == 201)
            let code = try await bank.code(to: ada.number)
            let login = try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": .string(ada.id)])
            let loginCode = JSONValue.string(try await bank.code(to: ada.number))
            let key = try SigningKey()
            let binding = try await ada.startBinding(key)
            let field = try key.field(for: Challenge(try await bank.code(to: ada.number)))
            let fixed = try await ada.trigger()
            #expect(try await fixed.authorize("static", ada).status == 201)

            let deletion = ChangeRequestCalls(bank: bank, id: try await delete(ada).id)
            #expect(try await deletion.completeBySMS(ada)["status"] == "COMPLETED")
            #expect(try await open.confirm(ada, code).error.code == .invalidTAN)
            let late = try await bank.call(.put, "/v1/mfa/challenges/sms/\(login.id)", ["code": loginCode])
            #expect(late.status == 403)
            let signed = try await bank.call(
                .put, "/v1/mfa/challenges/signatures/\(binding.id)", ["signature": .string(field)])
            #expect(signed.status == 404)
            #expect(try await ada.firstName == "Ada")
            #expect(try await fixed.confirm(ada, "212212").status == 200)
        }
    }

    @Test("Of two deletions of one number the second fails in its execution")
    func failsTheSecond_whenTheNumberIsGone() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            try await bank.subscribe(to: "PERSON_MOBILE_NUMBER_DELETED")
            let requests = [
                ChangeRequestCalls(bank: bank, id: try await delete(ada).id),
                ChangeRequestCalls(bank: bank, id: try await delete(ada).id),
            ]
            for (request, end) in zip(requests, ["COMPLETED", "FAILED"]) {
                #expect(try await request.authorize("static", ada).status == 201)
                let reply = try await request.confirm(ada, "212212")
                #expect(reply.status == 200)
                #expect(reply["status"] == .string(end))
            }
            #expect(try await bank.deliveries(of: "PERSON_MOBILE_NUMBER_DELETED").count == 1)
        }
    }
}
