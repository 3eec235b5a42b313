import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct DeviceConfirmTests {
    @Test("Trigger, authorize, sign, confirm: completed by device (S0-039, S1-005, S1-010, S1-050)")
    func completes_whenTheBoundDeviceSigns() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.rename(to: "Augusta")
            let authorized = try await request.authorize(phone, ["device_data": "x;y"])
            #expect(authorized.status == 201)
            #expect(authorized["status"] == "CONFIRMATION_REQUIRED")
            let text = try #require(authorized["string_to_sign"]?.stringValue)
            #expect(text.utf8.count == 32)
            // Neither reading nor listing gives the text out again.
            #expect(try await request.read()["string_to_sign"] == nil)
            let done = try await request.confirm(phone, try phone.key.field(for: Challenge(text)))
            #expect(done.status == 200)
            #expect(done["status"] == "COMPLETED")
            #expect(done["string_to_sign"] == nil)
            #expect(try await ada.firstName == "Augusta")
            // By SMS there is no text to be signed.
            let other = try await ada.trigger()
            #expect(try await other.authorize("mobile_number", ada)["string_to_sign"] == nil)
        }
    }

    @Test("device_data of any kind is taken, the published sample byte for byte (S1-010, S1-011, S1-012)")
    func takesDeviceData_whateverItIs() async throws {
        let sample = try deviceDataSample()
        #expect(sample.utf8.count == 3394)
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            for data in [sample, "x;y", "", "%"] {
                let request = try await ada.trigger()
                let field = try await request.sign(phone).field
                let body: JSONValue = [
                    "device_id": .string(phone.id), "signature": .string(field), "device_data": .string(data),
                ]
                #expect(try await request.confirm(body)["status"] == "COMPLETED")
                let byCode = try await ada.trigger()
                #expect(try await byCode.authorize("static", ada).status == 201)
                let tan: JSONValue = [
                    "person_id": .string(ada.id), "tan": "212212", "device_data": .string(data),
                ]
                #expect(try await byCode.confirm(tan)["status"] == "COMPLETED")
            }
        }
    }

    @Test("Only the device that was asked confirms (S1-003, S1-004)")
    func refuses_whenAnotherDeviceSigns() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let eve = try await Customer.create(at: bank, number: "+491512345679")
            let (phone, tablet, stranger) = (try await ada.bind(), try await ada.bind("tablet"), try await eve.bind())
            let request = try await ada.trigger()
            #expect(try await request.authorize(stranger).error.code == .unauthorizedAction)
            let text = try #require(try await request.authorize(phone)["string_to_sign"]?.stringValue)
            for other in [tablet, stranger] {
                let field = try other.key.field(for: Challenge(text))
                #expect(try await request.confirm(other, field).error.code == .unauthorizedAction)
                #expect(try await request.confirm(phone, field).error.code == .invalidSignature)
            }
            let field = try phone.key.field(for: Challenge(text))
            let missing = try await request.confirm(["signature": .string(field)])
            #expect(missing.status == 400)
            #expect(missing.error.source?.field == "device_id")
            #expect(try await request.confirm(phone, field).status == 200)
        }
    }

    @Test("A key's signature is judged by that key (S1-006)")
    func refuses_whenAnotherKeySigned() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            let text = try #require(try await request.authorize(phone)["string_to_sign"]?.stringValue)
            let wrong = try await request.confirm(phone, try SigningKey().field(for: Challenge(text)))
            #expect(wrong.status == 422)
            #expect(try await request.confirm(phone, try phone.key.field(for: Challenge(text))).status == 200)
        }
    }

    @Test("The other method's fields alone are forbidden, beside the right ones they do not count (S1-013, S1-014)")
    func countsTheFieldsOfTheChosenMethodOnly() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            let field = try await request.sign(phone).field
            let empty = try await request.confirm([:])
            #expect(empty.status == 400)
            #expect(empty.error.source?.field == "signature")
            #expect(try await request.confirm(ada, "212212").error.code == .unauthorizedAction)
            #expect(try await request.status == "CONFIRMATION_REQUIRED")
            let both: JSONObject = ["person_id": .string(ada.id), "tan": "000000", "device_id": .string(phone.id)]
            let wrong = try await request.confirm(.object(both.merging(["signature": "30"])))
            #expect(wrong.status == 422)
            #expect(try await request.confirm(.object(both.merging(["signature": .string(field)]))).status == 200)

            let byCode = try await ada.trigger()
            #expect(try await byCode.authorize("static", ada).status == 201)
            #expect(try await byCode.confirm([:]).error.source?.field == "tan")
            #expect(try await byCode.confirm(phone, field).error.code == .unauthorizedAction)
            #expect(try await byCode.status == "CONFIRMATION_REQUIRED")
            let codeAndNonsense: JSONValue = [
                "person_id": .string(ada.id), "tan": "212212", "device_id": "x", "signature": "zz",
            ]
            #expect(try await byCode.confirm(codeAndNonsense).status == 200)
        }
    }

    @Test("Confirm before authorize is refused (S1-015)")
    func refuses_whenNothingWasAuthorized() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            for body in [[:], ["person_id": .string(ada.id), "tan": "212212"], ["signature": ""]] as [JSONValue] {
                let reply = try await request.confirm(body)
                #expect(reply.status == 403)
                #expect(reply.error.code == .unauthorizedAction)
            }
            #expect(try await request.status == "AUTHORIZATION_REQUIRED")
        }
    }

    @Test("Three wrong signatures end it and execute nothing (S1-047)")
    func fails_whenTheTriesAreUsedUp() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.rename(to: "Augusta")
            let right = try await request.sign(phone).field
            for wrong in ["00", try SigningKey().field(for: "x"), right + "00"] {
                #expect(try await request.confirm(phone, wrong).status == 422)
            }
            #expect(try await request.status == "FAILED")
            #expect(try await request.confirm(phone, right).status == 403)
            #expect(try await ada.firstName == "Ada")
        }
    }

    @Test("Authorizing anew gives new tries and another text")
    func startsAnew_whenAuthorizedAgain() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            let old = try await request.sign(phone).field
            for _ in 0..<2 { #expect(try await request.confirm(phone, "00").status == 422) }
            let new = try await request.sign(phone).field
            for _ in 0..<2 { #expect(try await request.confirm(phone, old).status == 422) }
            #expect(try await request.confirm(phone, new).status == 200)
        }
    }

    @Test("High s, low s and upper-case digits are as good as each other, once (S1-046, S1-048)")
    func takesAnyForm_once() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            for form in 0..<4 {
                let request = try await ada.trigger()
                let signature = try await request.sign(phone)
                let high = signature.isLowS ? signature.twin : signature
                let forms = [high.field, high.twin.field, high.field.uppercased(), high.twin.field.uppercased()]
                #expect(try await request.confirm(phone, forms[form]).status == 200)
                for replay in forms {
                    let reply = try await request.confirm(phone, replay)
                    #expect(reply.status == 403)
                    #expect(reply.error.code == .unauthorizedAction)
                }
            }
        }
    }

    @Test("A signature over another change request's text or over an expired one is refused (S1-049)")
    func refuses_whenTheTextIsAnotherOrTooOld() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let (one, two) = (try await ada.trigger(), try await ada.trigger())
            let (first, second) = (try await one.sign(phone).field, try await two.sign(phone).field)
            #expect(try await one.confirm(phone, second).status == 422)
            bank.clock.advance(by: .milliseconds(299_999))
            #expect(try await one.confirm(phone, first).status == 200)
            bank.clock.advance(by: .milliseconds(1))
            let late = try await two.confirm(phone, second)
            #expect(late.status == 422)
            #expect(late.error.code == .invalidSignature)
            #expect(try await two.status == "EXPIRED")
        }
    }

    @Test("The key of the purpose that authorize named has to sign")
    func honoursTheKeyPurpose() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            #expect(try await request.authorize(phone, ["key_purpose": "restricted"]).status == 400)
            #expect(try await request.authorize(phone, ["key_purpose": "special"]).status == 400)
            let restricted = try SigningKey()
            let point = restricted.verifyingKey.hexPoint
            let added = try await bank.call(
                .post, "/v1/mfa/devices/\(phone.id)/keys",
                [
                    "key": .string(point), "key_type": "ecdsa-p256", "key_purpose": "restricted",
                    "device_signature": ["signature": .string(try phone.key.field(for: Challenge(point)))],
                ])
            #expect(added.status == 201)
            let authorized = try await request.authorize(phone, ["key_purpose": "restricted"])
            let text = Challenge(try #require(authorized["string_to_sign"]?.stringValue))
            #expect(try await request.confirm(phone, try phone.key.field(for: text)).status == 422)
            #expect(try await request.confirm(phone, try restricted.field(for: text)).status == 200)
            // An empty purpose is none: the unrestricted key signs.
            let other = try await ada.trigger()
            #expect(
                try await other.confirm(phone, try await other.sign(phone, ["key_purpose": ""]).field).status == 200)
        }
    }
}
