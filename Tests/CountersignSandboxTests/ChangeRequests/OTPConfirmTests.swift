import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct OTPConfirmTests {
    @Test(
        "Trigger, authorize, confirm: completed by SMS (S0-012, S0-013, S0-038, S1-001, S1-016, S1-017, S1-018, S2-039)"
    )
    func completes_whenTheCodeOfTheSMSIsGivenBack() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.rename(to: "Augusta")
            let waiting = try await request.read()
            #expect(waiting["status"] == "AUTHORIZATION_REQUIRED")
            let authorized = try await request.authorize("mobile_number", ada)
            #expect(authorized.status == 201)
            #expect(authorized["status"] == "CONFIRMATION_REQUIRED")
            let done = try await request.confirm(ada, try await bank.code(to: ada.number))
            #expect(done.status == 200)
            #expect(done.header("content-type") == "application/json")
            #expect(done.id == request.id)
            #expect(done["status"] == "COMPLETED")
            #expect(try await ada.firstName == "Augusta")
        }
    }

    @Test("updated_at is the last change, with milliseconds and offset (S1-019, S1-020)")
    func tellsWhenItChangedLast() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            bank.clock.advance(by: .milliseconds(1))
            let authorized = try await request.authorize("mobile_number", ada)
            #expect(authorized["updated_at"] == "2021-12-22T15:05:33.635+00:00")
            bank.clock.advance(by: .seconds(1))
            #expect(try await request.confirm(ada, "wrong").status == 403)
            #expect(try await request.read()["updated_at"] == "2021-12-22T15:05:33.635+00:00")
            bank.clock.advance(by: .milliseconds(9))
            let done = try await request.confirm(ada, try await bank.code(to: ada.number))
            #expect(done["updated_at"] == "2021-12-22T15:05:34.644+00:00")
            #expect(try await request.read()["updated_at"] == "2021-12-22T15:05:34.644+00:00")
        }
    }

    @Test("Three wrong codes end it: FAILED, nothing executed, the right code too late (S0-005, S0-014)")
    func fails_whenTheTriesAreUsedUp() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.rename(to: "Augusta")
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let code = try await bank.code(to: ada.number)
            for attempt in 1...3 {
                #expect(try await request.status == "CONFIRMATION_REQUIRED")
                let wrong = try await request.confirm(ada, code == "000000" ? "000001" : "000000")
                #expect(wrong.status == 403, "try \(attempt)")
                #expect(wrong.error.code == .invalidTAN)
            }
            #expect(try await request.status == "FAILED")
            let late = try await request.confirm(ada, code)
            #expect(late.status == 403)
            #expect(late.error.code == .unauthorizedAction)
            #expect(try await request.authorize("mobile_number", ada).status == 403)
            #expect(try await ada.firstName == "Ada")
        }
    }

    @Test("One wrong code ends it in the strict mode")
    func failsAtOnce_whenOneTryIsAllowed() async throws {
        var settings = SandboxSettings()
        settings.otpAttempts = 1
        try await RunningSandbox.with(settings) { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            #expect(try await request.confirm(ada, "x").status == 403)
            #expect(try await request.status == "FAILED")
        }
    }

    @Test("The SMS goes to the verified number only (S0-018, S0-019)")
    func sendsToTheVerifiedNumberOnly() async throws {
        try await RunningSandbox.with { bank in
            var ada = try await Customer.create(at: bank, number: nil)
            let request = try await ada.trigger()
            let none = try await request.authorize("mobile_number", ada)
            #expect(none.status == 404)
            #expect(none.error.code == .modelNotFound)
            let number: JSONValue = ["number": "+49 151 234 5678"]
            #expect(try await bank.call(.post, ada.numberPath, number).status == 201)
            #expect(try await request.authorize("mobile_number", ada).status == 404)
            #expect(try await bank.messages().isEmpty)
            #expect(try await bank.call(.post, ada.numberPath + "/authorize", number).status == 201)
            #expect(try await request.authorize("mobile_number", ada).status == 404)
            let token = try await bank.code(to: "+491512345678")
            let body: JSONValue = ["number": "+491512345678", "token": .string(token)]
            #expect(try await bank.call(.post, ada.numberPath + "/confirm", body).status == 201)
            ada.number = "+491512345678"
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let messages = try await bank.messages()
            #expect(messages.map(\.recipient) == ["+491512345678", "+491512345678"])
            #expect(messages.last?.template == "data_change")
        }
    }

    @Test("A wrong and an expired code are forbidden (S0-021, S0-022)")
    func forbids_whenTheCodeIsWrongOrTooLate() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.rename(to: "Augusta")
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            #expect(try await request.confirm(ada, "1").status == 403)
            let code = try await bank.code(to: ada.number)
            bank.clock.advance(by: .seconds(300))
            let late = try await request.confirm(ada, code)
            #expect(late.status == 403)
            #expect(late.error.code == .invalidTAN)
            #expect(try await ada.firstName == "Ada")
            // The number whose codes have expired when they come: the change request itself still lives.
            let eve = try await Customer.create(at: bank, number: "+15550101")
            let other = try await eve.trigger()
            #expect(try await other.authorize("mobile_number", eve).status == 201)
            #expect(try await other.confirm(eve, "212212")["status"] == "COMPLETED")
        }
    }

    @Test("Codes are six ASCII digits, leading zeros kept; only exactly they confirm (S0-023, S1-008)")
    func takesSixASCIIDigitsOnly() async throws {
        var settings = SandboxSettings()
        settings.otpAttempts = 100
        settings.seed = 7
        try await RunningSandbox.with(settings) { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let code = try await bank.code(to: ada.number)
            #expect(OneTimePassword(code) != nil)
            let arabic = String(
                String.UnicodeScalarView(code.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0x630) }))
            let wide = String(
                String.UnicodeScalarView(code.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
            let wrong = [
                "", " ", String(code.dropLast()), code + "0", "0" + code, "+" + code, "-" + code, code + " ",
                " " + code, "\n" + code, code + "\u{0}", "0x" + code, "1e5", "١٢٣٤٥٦", arabic, wide, "abcdef",
                "12345678",
                "\(code.prefix(3)) \(code.suffix(3))", "\(code.prefix(3))-\(code.suffix(3))", "null", "[\(code)]",
            ]
            for text in wrong { #expect(try await request.confirm(ada, text).error.code == .invalidTAN, "\(text)") }
            let number = JSONValue.number(JSONNumber(Int(code) ?? 0))
            let types: [JSONValue] = [number, [.string(code)], [[.string(code)]], true, ["tan": .string(code)], 1]
            for tan in types {
                let reply = try await request.confirm(["person_id": .string(ada.id), "tan": tan])
                #expect(reply.status == 400, "\(tan)")
                #expect(reply.error.code == .typeError)
            }
            #expect(try await request.confirm(["person_id": .string(ada.id), "tan": nil]).status == 400)
            #expect(try await request.confirm(ada, code)["status"] == "COMPLETED")
        }
    }

    @Test("A number in place of the code's text counts as no try")
    func countsNoTry_whenTheTypeIsWrong() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            for _ in 0..<5 { #expect(try await request.confirm(["person_id": "x", "tan": 1]).status == 400) }
            #expect(try await request.confirm(ada, try await bank.code(to: ada.number)).status == 200)
        }
    }

    @Test("Leading zeros survive in random and seeded codes")
    func keepsLeadingZeros() throws {
        let identities = IdentitySource(seed: 1)
        let codes = try (0..<2000).map { _ in try identities.oneTimePassword() }
        #expect(codes.allSatisfy { OneTimePassword($0) != nil })
        #expect(codes.contains { $0.hasPrefix("0") })
    }

    @Test("The static method takes 212212 without an SMS or a number, and nothing else (S1-009)")
    func takesTheFixedCode_whenTheMethodIsStatic() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let request = try await ada.trigger()
            let authorized = try await request.authorize("static", ada)
            #expect(authorized.status == 201)
            #expect(authorized["string_to_sign"] == nil)
            #expect(try await request.confirm(ada, "212213").status == 403)
            #expect(try await request.confirm(ada, "212212")["status"] == "COMPLETED")
            #expect(try await bank.messages().isEmpty)
        }
    }

    @Test("Only the person who was asked confirms (S1-007)")
    func refuses_whenAnotherPersonConfirms() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let eve = try await Customer.create(at: bank, number: "+491512345679")
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", eve).status == 403)
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let code = try await bank.code(to: ada.number)
            #expect(try await request.confirm(eve, code).error.code == .unauthorizedAction)
            #expect(try await request.confirm(["tan": .string(code)]).error.source?.field == "person_id")
            #expect(try await request.confirm(["person_id": .string(ada.id)]).error.code == .validationError)
            #expect(try await request.confirm(ada, code).status == 200)
        }
    }

    @Test("A new code makes the old one dead (C5)")
    func forgetsTheOldCode_whenAuthorizedAgain() async throws {
        var settings = SandboxSettings()
        settings.seed = 3
        try await RunningSandbox.with(settings) { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let old = try await bank.code(to: ada.number)
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let new = try await bank.code(to: ada.number)
            #expect(old != new)
            #expect(try await request.confirm(ada, old).status == 403)
            #expect(try await request.confirm(ada, new).status == 200)
        }
    }

    @Test("A code confirms once, and its effect happens once (S1-045)")
    func refuses_whenACodeIsUsedTwice() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            try await bank.subscribe(to: "PERSON_CHANGED")
            let request = try await ada.rename(to: "Augusta")
            #expect(try await request.completeBySMS(ada).status == 200)
            let again = try await request.confirm(ada, try await bank.code(to: ada.number))
            #expect(again.status == 403)
            #expect(again.error.code == .unauthorizedAction)
            #expect(try await bank.deliveries(of: "PERSON_CHANGED").map(\.entity) == [ada.id])
        }
    }
}
