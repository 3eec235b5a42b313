import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct StatusTests {
    @Test("Each status can be reached and read (S1-025, S1-026, S1-028, S1-029, S0-012, S0-013, S0-014)")
    func showsEachStatus_asItIsReached() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            #expect(try await request.status == "AUTHORIZATION_REQUIRED")
            #expect(try await request.authorize("static", ada).status == 201)
            #expect(try await request.status == "CONFIRMATION_REQUIRED")
            #expect(try await request.confirm(ada, "212212")["status"] == "COMPLETED")
            #expect(try await request.status == "COMPLETED")
            let failing = try await ada.trigger()
            #expect(try await failing.authorize("static", ada).status == 201)
            for _ in 0..<3 { #expect(try await failing.confirm(ada, "no").status == 403) }
            #expect(try await failing.status == "FAILED")
        }
    }

    @Test("ACCEPTED is not the end: the clock brings COMPLETED or FAILED (S1-027, S1-030)")
    func isAccepted_untilTheDelayIsOver() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            for (fails, end) in [(false, "COMPLETED"), (true, "FAILED")] {
                let request = try await ada.trigger(
                    ["delay": 30, "fails": .bool(fails), "response_code": 201, "response_body": ["id": 5]])
                #expect(try await request.authorize("static", ada).status == 201)
                let confirmed = try await request.confirm(ada, "212212")
                #expect(confirmed.status == 200)
                #expect(confirmed["status"] == "ACCEPTED")
                #expect(confirmed["response_code"] == nil)
                #expect(try await request.confirm(ada, "212212").error.code == .unauthorizedAction)
                #expect(try await request.authorize("static", ada).error.code == .unauthorizedAction)
                bank.clock.advance(by: .milliseconds(29_999))
                #expect(try await request.status == "ACCEPTED")
                bank.clock.advance(by: .milliseconds(1))
                let ended = try await request.read()
                #expect(ended["status"] == .string(end))
                #expect(ended["response_code"] == (fails ? nil : 201))
                #expect(ended["response_body"] == (fails ? nil : ["id": 5]))
            }
        }
    }

    @Test("What was not confirmed in time is EXPIRED, and was never executed (S0-005, S0-015, S1-049)")
    func expires_whenItsTimeIsOver() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let byCode = try await ada.rename(to: "Augusta")
            let byDevice = try await ada.rename(to: "Byron")
            // Waiting for authorize has no end.
            bank.clock.advance(by: .seconds(3000))
            let fresh = try await bank.asClient("tests")
            let code = ChangeRequestCalls(bank: fresh, id: byCode.id)
            let device = ChangeRequestCalls(bank: fresh, id: byDevice.id)
            #expect(try await code.authorize("mobile_number", ada).status == 201)
            let field = try await device.sign(phone).field
            let tan = try await bank.code(to: ada.number)
            bank.clock.advance(by: .milliseconds(299_999))
            #expect(try await code.status == "CONFIRMATION_REQUIRED")
            bank.clock.advance(by: .milliseconds(1))
            for request in [code, device] { #expect(try await request.status == "EXPIRED") }
            let list = try await fresh.call(.get, ada.path + "/change_requests").json.arrayValue ?? []
            #expect(list.compactMap { $0["status"]?.stringValue } == ["EXPIRED", "EXPIRED"])
            #expect(try await code.confirm(ada, tan).error.code == .invalidTAN)
            #expect(try await device.confirm(phone, field).error.code == .invalidSignature)
            #expect(try await code.confirm(phone, field).error.code == .unauthorizedAction)
            #expect(try await code.confirm([:]).status == 400)
            #expect(try await code.authorize("mobile_number", ada).error.code == .unauthorizedAction)
            #expect(try await fresh.call(.get, ada.path)["first_name"] == "Ada")
        }
    }

    @Test("Reading reports the result once complete (S1-023, S1-052)")
    func readsTheResult_onceComplete() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.rename(to: "Augusta")
            #expect(try await request.read()["response_code"] == nil)
            let done = try await request.completeBySMS(ada)
            let read = try await request.read()
            #expect(read.json == done.json)
            #expect(read["response_code"] == 202)
            #expect(read["response_body"]?["first_name"] == "Augusta")
        }
    }

    @Test("There are exactly three delivery methods, written exactly so (S1-051)")
    func namesTheField_whenTheMethodIsUnknown() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            for method in ["sms", "", "Static", "STATIC", "MOBILE_NUMBER", " static", "static ", "Device_Signing"] {
                let reply = try await request.authorize(method, ada)
                #expect(reply.status == 400, "\(method)")
                #expect(reply.error.code == .validationError)
                #expect(reply.error.source?.field == "delivery_method")
            }
            let path = request.path + "/authorize"
            let cases: [(JSONValue, String)] = [
                ([:], "delivery_method"), (["delivery_method": nil], "delivery_method"),
                (["delivery_method": "static"], "person_id"), (["delivery_method": "mobile_number"], "person_id"),
                (["delivery_method": "device_signing", "person_id": .string(ada.id)], "device_id"),
                (["delivery_method": 1], "delivery_method"),
            ]
            for (body, field) in cases {
                let reply = try await bank.call(.post, path, body)
                #expect(reply.status == 400)
                #expect(reply.error.source?.field == field)
            }
            let unknown = try await bank.call(
                .post, path, ["delivery_method": "device_signing", "device_id": "none"])
            #expect(unknown.status == 404)
            #expect(try await request.status == "AUTHORIZATION_REQUIRED")
        }
    }

    @Test("A business is represented by the persons who were added to it")
    func isConfirmed_byALegalRepresentative() async throws {
        try await RunningSandbox.with { bank in
            let (ada, eve) = (
                try await Customer.create(at: bank), try await Customer.create(at: bank, number: "+491512345679")
            )
            let business = try await bank.call(.post, "/v1/businesses", ["name": "Engines"])
            #expect(business.status == 201)
            #expect(business["legal_representatives"] == [])
            let path = "/v1/businesses/\(business.id)"
            let representative: JSONValue = ["person_id": .string(ada.id)]
            #expect(try await bank.call(.post, path + "/legal_representatives", representative).status == 201)
            let twice = try await bank.call(.post, path + "/legal_representatives", representative)
            #expect(twice.status == 409)
            #expect(twice.error.code == .recordNotUnique)
            let nobody = try await bank.call(.post, path + "/legal_representatives", ["person_id": "nobody"])
            #expect(nobody.status == 404)
            let read = try await bank.call(.get, path)
            #expect(read["name"] == "Engines")
            #expect(read["legal_representatives"] == [representative])
            let opened = try await bank.call(.post, "/_sandbox/change_requests", ["business_id": .string(business.id)])
            let request = ChangeRequestCalls(bank: bank, id: opened.id)
            #expect(try await request.authorize("mobile_number", eve).status == 403)
            #expect(try await request.completeBySMS(ada)["status"] == "COMPLETED")
            let signed = try await bank.call(.post, "/_sandbox/change_requests", ["business_id": .string(business.id)])
            let phone = try await ada.bind()
            let other = ChangeRequestCalls(bank: bank, id: signed.id)
            #expect(try await other.confirm(phone, try await other.sign(phone).field).status == 200)
        }
    }
}
