import Countersign
import CountersignAPI
import Testing

@testable import CountersignSandbox

/// SQLite ends a text at its first U+0000.
@Suite struct StorableTextTests {
    @Test("A text with U+0000 in a body finds nobody, is kept nowhere, and is refused by the name of its member")
    func refusesTheBody_whenATextCannotBeStored() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let change = try await ada.trigger()
            let signature = try await change.sign(phone)
            let (person, device): (JSONValue, JSONValue) = (.string(ada.id + "\0x"), .string(phone.id + "\0"))
            let key: JSONValue = .string(try SigningKey().verifyingKey.hexPoint)
            let cases: [(Endpoint.Method, String, JSONObject, String)] = [
                (
                    .post, "/v1/mfa/devices",
                    ["person_id": person, "key_type": "ecdsa-p256", "key": key, "name": "Q"], "person_id"
                ),
                (
                    .post, "/v1/mfa/devices",
                    ["person_id": .string(ada.id), "key_type": "ecdsa-p256", "key": key, "name": "Q\0rest"], "name"
                ),
                (.post, "/v1/mfa/challenges/devices", ["device_id": device], "device_id"),
                (.post, "/v1/mfa/challenges/sms", ["person_id": person], "person_id"),
                (.post, change.path + "/authorize", ["delivery_method": "static", "person_id": person], "person_id"),
                (
                    .post, change.path + "/confirm", ["device_id": device, "signature": .string(signature.field)],
                    "device_id"
                ),
                (.post, "/v1/persons", ["address": ["lines": ["a", "\0"]]], "address.lines.1"),
                (.post, "/v1/businesses", ["name": "B\0C"], "name"),
                (.post, "/_sandbox/seed", ["persons": [["id": "a"], ["id": "eva\0x"]]], "persons.1.id"),
                (.post, "/_sandbox/change_requests", ["person_id": person], "person_id"),
                (
                    .post, "/_sandbox/change_requests",
                    ["person_id": .string(ada.id), "variables": ["code": "\0"]], "variables.code"
                ),
                (
                    .post, "/_sandbox/security-v2/sdk-devices",
                    ["consumer_id": 21, "name": "a\0b", "key": key], "name"
                ),
            ]
            for (method, path, body, member) in cases {
                let reply = try await bank.call(method, path, .object(body))
                #expect(reply.status == 400 && reply.error.code == .validationError, "\(path) \(member)")
                #expect(reply.error.source?.field == member, "\(path) \(member)")
                #expect(reply.error.detail?.contains("U+0000") == true, "\(path) \(member)")
            }
            for id in ["a", "eva"] { #expect(try await bank.call(.get, "/v1/persons/" + id).status == 404) }
            #expect(try await bank.call(.get, "/v1/mfa/devices?person_id=" + ada.id).json.arrayValue?.count == 1)
            // No try was counted. A signature is kept nowhere: such a one is wrong, as the codes that OTPConfirmTests sends.
            #expect(try await change.confirm(phone, signature.field + "\0").error.code == .invalidSignature)
            #expect(try await change.confirm(phone, signature.field)["status"] == "COMPLETED")
            // A fault that was ordered for a person is not used up by a call that does not name her.
            let rule: JSONValue = ["person_id": .string(ada.id), "status": 500, "times": 1]
            #expect(try await bank.call(.post, "/_sandbox/faults", rule).status == 201)
            #expect(try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": person]).status == 400)
            #expect(try await bank.call(.get, "/v1/mfa/devices?person_id=\(ada.id)%00").status == 400)
            #expect(try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": .string(ada.id)]).status == 500)
        }
    }

    @Test("A query does not end at U+0000 either")
    func refusesTheQuery_whenItCannotBeStored() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            _ = try await ada.bind()
            let message = try #require(try await bank.call(.get, "/_sandbox/sms").json.arrayValue?.first?["id"])
            let after = message.stringValue ?? ""
            for (path, member) in [
                ("/v1/mfa/devices?person_id=\(ada.id)%00x", "person_id"), ("/_sandbox/sms?after=\(after)%00", "after"),
                ("/_sandbox/webhooks/deliveries?webhook_id=%00", "webhook_id"),
            ] {
                let reply = try await bank.call(.get, path)
                #expect(reply.status == 400 && reply.error.source?.field == member, "\(path)")
                #expect(reply.error.detail?.contains("U+0000") == true, "\(path)")
            }
        }
    }

    @Test("The Security API answers its own validation error")
    func answersTheEnvelope_whenATextCannotBeStored() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            let reference = try await partner.transfer(type: 1)
            #expect(try await partner.authorize(reference + "\0").text.contains("U+0000"))
            #expect(try await partner.authorize(reference + "\0").refuses("SCAReferenceNumber"))
            #expect(try await partner.authorize(reference, ["CultureName": "x\0"]).refuses("CultureName"))
            #expect(try await partner.state(of: reference) == "pending")
        }
    }

    @Test("Books that every bank begins with build no sandbox where one of their texts cannot be stored")
    func buildsNothing_whenTheFirstBooksCannotBeStored() throws {
        var settings = SandboxSettings()
        settings.books = SeedBooks(persons: [SeedPerson(id: "a"), SeedPerson(id: "ada\0x")])
        let error = #expect(throws: SandboxError.self) { try buildSandbox(settings) }
        #expect(error?.reason == "persons.1.id: U+0000 cannot be stored", "\(String(describing: error))")
    }
}
