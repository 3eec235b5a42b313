import Countersign
import CountersignAPI
import CountersignService
import GRDB
import Testing

@testable import CountersignSandbox

@Suite struct BindingTests {
    private func verify(_ bank: RunningSandbox, _ challenge: String, _ field: String) async throws -> Reply {
        try await bank.call(.put, "/v1/mfa/challenges/signatures/\(challenge)", ["signature": .string(field)])
    }

    @Test("A device is bound by the signature over the OTP of the SMS")
    func binds_whenTheKeySignsTheOTP() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let key = try SigningKey()
            let started = try await ada.startBinding(key, name: "Test device")
            #expect(started.status == 202)
            #expect(IdentifierShape.device.matches(Identifier(started.id)))
            let challenge = try #require(started["challenge"])
            #expect(challenge["id"] == started["id"])
            #expect(challenge["type"] == "signature")
            #expect(challenge["created_at"] == "2021-12-22T15:05:33.634+00:00")
            #expect(challenge["expires_at"] == "2021-12-22T15:10:33.634+00:00")
            #expect(try await bank.call(.get, "/v1/mfa/challenges/signatures/\(started.id)").json == challenge)
            // Not verified, not listed.
            #expect(try await bank.call(.get, "/v1/mfa/devices?person_id=\(ada.id)").json == [])
            #expect(try await bank.call(.get, "/v1/mfa/devices/\(started.id)").status == 404)
            let sms = try #require(try await bank.messages().last)
            #expect(sms.template == "authenticate")
            let field = try key.field(for: Challenge(try #require(sms.otp)))
            #expect(try await verify(bank, started.id, field).status == 204)
            let device = try await bank.call(.get, "/v1/mfa/devices/\(started.id)")
            #expect(
                device.json == [
                    "id": .string(started.id), "person_id": .string(ada.id), "name": "Test device",
                    "created_at": "2021-12-22T15:05:33.634+00:00",
                ])
            #expect(try await bank.call(.get, "/v1/mfa/devices?person_id=\(ada.id)").json == [device.json])
            // Used: not there any more.
            let again = try await verify(bank, started.id, field)
            #expect(again.status == 404)
            #expect(again.error.code == .notFound)
            #expect(again.error.detail == "signature challenge \"\(started.id)\" not found")
        }
    }

    @Test("The published key, OTP and signature bind a device")
    func binds_whenThePublishedVectorsAreSent() async throws {
        var settings = SandboxSettings()
        settings.otpMode = .static
        try await RunningSandbox.with(settings) { bank in
            let ada = try await Customer.create(at: bank)
            for field in [Published.field, Published.twin, Published.field.uppercased()] {
                let body: JSONValue = [
                    "person_id": .string(ada.id), "key_type": "ecdsa-p256", "key": .string(Published.key),
                ]
                let started = try await bank.call(.post, "/v1/mfa/devices", body)
                #expect(started.status == 202)
                #expect(try await verify(bank, started.id, field).status == 204)
                #expect(try await bank.call(.delete, "/v1/mfa/devices/\(started.id)").status == 204)
            }
        }
    }

    @Test("Three wrong signatures close the challenge, none of them tells more than the bank does")
    func closes_whenTheTriesAreUsedUp() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let key = try SigningKey()
            let started = try await ada.startBinding(key)
            let right = try key.field(for: Challenge(try await bank.code(to: ada.number)))
            let wrong = try await verify(bank, started.id, try key.field(for: "000000x"))
            #expect(wrong.status == 422)
            #expect(wrong.error.code == .invalidSignature)
            #expect(
                try await verify(bank, started.id, "").error.detail == "length (0) out of bounds (min: 1, max: 2048)")
            #expect(try await verify(bank, started.id, "zz").status == 422)
            #expect(try await verify(bank, started.id, try SigningKey().field(for: "x")).status == 422)
            #expect(try await verify(bank, started.id, right).status == 404)
            #expect(try await bank.call(.get, "/v1/mfa/challenges/signatures/\(started.id)").status == 404)
        }
    }

    @Test("A binding challenge lives five minutes (C5)")
    func isGone_whenItsTimeIsOver() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let (first, second) = (try SigningKey(), try SigningKey())
            let one = try await ada.startBinding(first)
            let early = try first.field(for: Challenge(try await bank.code(to: ada.number)))
            let two = try await ada.startBinding(second)
            let late = try second.field(for: Challenge(try await bank.code(to: ada.number)))
            bank.clock.advance(by: .milliseconds(299_999))
            #expect(try await verify(bank, one.id, early).status == 204)
            bank.clock.advance(by: .milliseconds(1))
            #expect(try await verify(bank, two.id, late).status == 404)
        }
    }

    @Test("The sixth device is a conflict, also when five bindings ended meanwhile")
    func conflicts_whenThereIsNoRoom() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let key = try SigningKey()
            let started = try await ada.startBinding(key)
            let field = try key.field(for: Challenge(try await bank.code(to: ada.number)))
            var phones: [Phone] = []
            for index in 0..<5 { phones.append(try await ada.bind("phone \(index)")) }
            for reply in [try await ada.startBinding(try SigningKey()), try await verify(bank, started.id, field)] {
                #expect(reply.status == 409)
                #expect(reply.error.code == .recordNotUnique)
            }
            #expect(try await bank.call(.get, "/v1/mfa/devices?person_id=\(ada.id)").json.arrayValue?.count == 5)
            #expect(try await bank.call(.delete, "/v1/mfa/devices/\(phones[0].id)").status == 204)
            #expect(try await verify(bank, started.id, field).status == 204)
        }
    }

    @Test("A deleted device is gone with its keys and what it was asked (C6)")
    func forgets_whenADeviceIsDeleted() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            let field = try await request.sign(phone).field
            let challenge = try await bank.call(
                .post, "/v1/mfa/challenges/devices", ["device_id": .string(phone.id)])
            let text = try #require(challenge["string_to_sign"]?.stringValue)
            #expect(try await bank.call(.delete, "/v1/mfa/devices/\(phone.id)").status == 204)
            #expect(try await bank.call(.delete, "/v1/mfa/devices/\(phone.id)").status == 404)
            #expect(try await request.confirm(phone, field).error.code == .unauthorizedAction)
            let login = try await bank.call(
                .put, "/v1/mfa/challenges/devices/\(challenge.id)",
                ["signature": .string(try phone.key.field(for: Challenge(text)))])
            #expect(login.status == 404)
            #expect(try await bank.call(.get, "/v1/mfa/devices/\(phone.id)/keys").status == 404)
            // The key is free again, and the new device inherits nothing.
            let again = try await ada.bind(key: phone.key)
            #expect(again.id != phone.id)
            #expect(try await request.confirm(again, field).error.code == .unauthorizedAction)
            #expect(try await request.confirm(again, try await request.sign(again).field).status == 200)
        }
    }

    @Test("The code of a letter binds a device without a number, once")
    func binds_whenTheKeySignsTheActivationCode() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let key = try SigningKey()
            let body: JSONValue = [
                "person_id": .string(ada.id), "key_type": "ecdsa-p256", "challenge_type": "activation_code",
                "key": .string(key.verifyingKey.hexPoint),
            ]
            #expect(try await bank.call(.post, "/v1/mfa/devices", body).status == 404)
            try await bank.books.transact { ledger in
                try ledger.db.execute(
                    sql: """
                        INSERT INTO activation (id, person_id, code, body, state, created_at, expires_at)
                        VALUES ('a', ?, 'code123456abcd', x'7b7d', ?, ?, ?)
                        """,
                    arguments: [
                        ada.id, ActivationStatus.active.rawValue, ledger.now.milliseconds,
                        ledger.now.adding(seconds: 3000).milliseconds,
                    ])
            }
            let started = try await bank.call(.post, "/v1/mfa/devices", body)
            #expect(started.status == 202)
            #expect(try await bank.messages().isEmpty)
            #expect(try await verify(bank, started.id, try key.field(for: "212212")).status == 422)
            #expect(try await verify(bank, started.id, try key.field(for: "code123456abcd")).status == 204)
            #expect(try await bank.call(.get, "/v1/mfa/devices/\(started.id)").status == 200)
            let other = (body.objectValue ?? [:]).merging(["key": .string(try SigningKey().verifyingKey.hexPoint)])
            #expect(try await bank.call(.post, "/v1/mfa/devices", .object(other)).status == 404)
        }
    }

    @Test("What a binding cannot use is refused with the field's name")
    func namesTheField_whenABindingIsWrong() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let good: JSONObject = [
                "person_id": .string(ada.id), "key_type": "ecdsa-p256", "key": .string(Published.key),
            ]
            let cases: [(JSONObject, Int, String?)] = [
                (["key_type": "rsa"], 400, "key_type"), (["key_type": nil], 400, "key_type"),
                (["challenge_type": "string"], 400, "challenge_type"),
                (["challenge_type": "SMS"], 400, "challenge_type"),
                (["key_purpose": "special"], 400, "key_purpose"), (["key": nil], 400, "key"), (["key": 4], 400, "key"),
                (["person_id": nil], 400, "person_id"), (["person_id": "nobody"], 404, nil),
                (["sms_challenge": ["app_signature": 1]], 400, "sms_challenge.app_signature"),
            ]
            for (change, status, field) in cases {
                let reply = try await bank.call(.post, "/v1/mfa/devices", .object(good.merging(change)))
                #expect(reply.status == status, "\(change)")
                #expect(reply.error.source?.field == field, "\(change)")
            }
            let sent = try await bank.messages().count
            #expect(sent == 1)
            #expect(try await bank.call(.get, "/v1/mfa/devices").error.source?.field == "person_id")
            #expect(try await bank.call(.get, "/v1/mfa/devices?person_id=nobody").status == 404)
        }
    }

    @Test("The binding's SMS comes in de, en and fr when the call chooses, else in the customer's language")
    func choosesTheLanguage_asTheCallOrThePersonSays() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, ["first_name": "Ada", "language": "es"])
            for (language, expected) in [("de", "de"), ("fr", "fr"), ("en", "en"), ("it", "en"), (nil, "es")] {
                let body: JSONValue = [
                    "person_id": .string(ada.id), "key_type": "ecdsa-p256",
                    "key": .string(try SigningKey().verifyingKey.hexPoint),
                    "language": language.map { .string($0) } ?? nil,
                ]
                #expect(try await bank.call(.post, "/v1/mfa/devices", body).status == 202)
                #expect(try await bank.messages().last?.language == expected)
            }
        }
    }
}

/// The published key and signatures over `212212`.
enum Published {
    static let key =
        "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
        + "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c"
    static let field =
        "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"
    static let twin =
        "3046022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "022100a77f035b740abaf5008c2be398a1ebbb0403334fde58283797ab38403f4e1a73"
}
