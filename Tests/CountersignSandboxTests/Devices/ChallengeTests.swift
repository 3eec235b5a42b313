import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct ChallengeTests {
    private func challenge(_ phone: Phone, _ more: JSONObject = [:]) async throws -> Reply {
        let body: JSONObject = ["device_id": .string(phone.id)]
        return try await phone.bank.call(.post, "/v1/mfa/challenges/devices", .object(body.merging(more)))
    }

    private func answer(_ bank: RunningSandbox, _ id: String, _ field: String) async throws -> Reply {
        try await bank.call(.put, "/v1/mfa/challenges/devices/\(id)", ["signature": .string(field)])
    }

    @Test("A bound device signs a text, once")
    func isAnswered_once() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let created = try await challenge(phone, ["device_data": "x", "key_purpose": ""])
            #expect(created.status == 201)
            #expect(created.json.objectValue?.names == ["id", "type", "string_to_sign", "created_at", "expires_at"])
            #expect(created["type"] == "device")
            let text = try #require(created["string_to_sign"]?.stringValue)
            #expect(try await bank.call(.get, "/v1/mfa/challenges/devices/\(created.id)").json == created.json)
            let signature = try phone.key.signature(for: Challenge(text))
            #expect(try await answer(bank, created.id, try SigningKey().field(for: Challenge(text))).status == 422)
            #expect(try await answer(bank, created.id, signature.field).status == 204)
            for field in [signature.field, signature.twin.field, signature.field.uppercased()] {
                let replay = try await answer(bank, created.id, field)
                #expect(replay.status == 404)
                #expect(replay.error.detail == "device challenge \"\(created.id)\" not found")
            }
            #expect(try await bank.call(.get, "/v1/mfa/challenges/devices/\(created.id)").status == 404)
        }
    }

    @Test("A device that is not bound cannot be asked, in the words of published clients")
    func refuses_whenTheDeviceIsNotBound() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let pending = try await ada.startBinding(try SigningKey())
            let phone = try await ada.bind()
            for id in ["none", pending.id] {
                let reply = try await challenge(Phone(bank: bank, id: id, key: phone.key))
                #expect(reply.status == 400)
                #expect(reply.error.code == .validationError)
                #expect(reply.error.detail == "device-id invalid")
                #expect(reply.error.source?.field == "device_id")
            }
            #expect(try await challenge(phone, ["key_purpose": "restricted"]).error.source?.field == "key_purpose")
            #expect(try await challenge(phone, ["key_purpose": "x"]).error.source?.field == "key_purpose")
        }
    }

    @Test("Three wrong signatures or five minutes end a device challenge (C5)")
    func ends_whenTriesOrTimeAreUsedUp() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let (tried, late) = (try await challenge(phone), try await challenge(phone))
            for _ in 0..<3 { #expect(try await answer(bank, tried.id, "00").status == 422) }
            let text = Challenge(try #require(tried["string_to_sign"]?.stringValue))
            #expect(try await answer(bank, tried.id, try phone.key.field(for: text)).status == 404)
            bank.clock.advance(by: .seconds(300))
            let lateText = Challenge(try #require(late["string_to_sign"]?.stringValue))
            #expect(try await answer(bank, late.id, try phone.key.field(for: lateText)).status == 404)
            // An id of one kind of challenge is none of another.
            let fresh = try await challenge(phone)
            #expect(try await bank.call(.get, "/v1/mfa/challenges/signatures/\(fresh.id)").status == 404)
            #expect(try await bank.call(.get, "/v1/mfa/challenges/sms/\(fresh.id)").status == 404)
        }
    }

    @Test("An SMS challenge is answered with its code, once")
    func takesTheCode_once() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let created = try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": .string(ada.id)])
            #expect(created.status == 201)
            #expect(created.json.objectValue?.names == ["id", "type", "created_at", "expires_at"])
            #expect(created["type"] == "sms")
            let path = "/v1/mfa/challenges/sms/\(created.id)"
            #expect(try await bank.call(.get, path).json == created.json)
            #expect(try await bank.messages().last?.template == "authenticate")
            let code = try await bank.code(to: ada.number)
            let wrong = try await bank.call(.put, path, ["code": "1"])
            #expect(wrong.status == 403)
            #expect(wrong.error.code == .invalidTAN)
            #expect(try await bank.call(.put, path, ["code": 212212]).error.code == .typeError)
            #expect(try await bank.call(.put, path, ["code": .string(code)]).status == 204)
            #expect(try await bank.call(.put, path, ["code": .string(code)]).status == 404)
            #expect(try await bank.call(.get, path).status == 404)
        }
    }

    @Test("Three wrong codes or five minutes end an SMS challenge; without a number there is none (C5)")
    func endsTheSMSChallenge_whenTriesOrTimeAreUsedUp() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let body: JSONValue = ["person_id": .string(ada.id)]
            let tried = "/v1/mfa/challenges/sms/" + (try await bank.call(.post, "/v1/mfa/challenges/sms", body).id)
            let code = try await bank.code(to: ada.number)
            for _ in 0..<3 { #expect(try await bank.call(.put, tried, ["code": "x"]).status == 403) }
            #expect(try await bank.call(.put, tried, ["code": .string(code)]).status == 404)
            let late = "/v1/mfa/challenges/sms/" + (try await bank.call(.post, "/v1/mfa/challenges/sms", body).id)
            bank.clock.advance(by: .seconds(300))
            let second = try await bank.code(to: ada.number)
            #expect(try await bank.call(.put, late, ["code": .string(second)]).status == 404)
            let bare = try await Customer.create(at: bank, number: nil)
            let none = try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": .string(bare.id)])
            #expect(none.status == 400)
            #expect(none.error.detail == "telephone number not found")
            #expect(try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": "nobody"]).status == 404)
            #expect(try await bank.call(.post, "/v1/mfa/challenges/sms", [:]).status == 400)
        }
    }

    @Test("Consents and activities are recorded; a time to come is refused in the bank's words")
    func recordsConsentsAndActivities() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let path = ada.path + "/device_consents"
            let body: JSONObject = ["event_type": "APPROVED", "confirmed_at": "2021-12-22T15:05:33.634Z"]
            let created = try await bank.call(.post, path, .object(body))
            #expect(created.status == 201)
            #expect(IdentifierShape.deviceConsent.matches(Identifier(created.id)))
            #expect(created["person_id"] == .string(ada.id))
            let rejected = try await bank.call(
                .patch, path + "/\(created.id)", .object(body.merging(["event_type": "REJECTED"])))
            #expect(rejected.status == 201)
            #expect(rejected["id"] == created["id"])
            #expect(rejected["event_type"] == "REJECTED")
            let future = try await bank.call(
                .post, path, .object(body.merging(["confirmed_at": "2021-12-22T15:05:33.635Z"])))
            #expect(future.status == 400)
            #expect(future.error.code == .constraintViolation)
            #expect(future.error.detail == "confirmedAt --> Date mustn't be in the future.")
            #expect(try await bank.call(.patch, path + "/none", .object(body)).status == 404)
            #expect(try await bank.call(.post, path, .object(body.merging(["event_type": "x"]))).status == 400)
            #expect(try await bank.call(.post, "/v1/persons/nobody/device_consents", .object(body)).status == 404)
            for kind in DeviceActivityType.known {
                let reply = try await bank.call(
                    .post, ada.path + "/device_activities",
                    ["activity_type": .string(kind.rawValue), "device_data": "x"])
                #expect(reply.status == 201)
                #expect(reply["activity_type"] == .string(kind.rawValue))
            }
            let unknown = try await bank.call(.post, ada.path + "/device_activities", ["activity_type": "x"])
            #expect(unknown.error.source?.field == "activity_type")
        }
    }
}
