import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct ErrorShapeTests {
    /// The published sample of a signature that does not fit: high s, well formed.
    static let sample =
        "3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225"
        + "022100c61d7f56f0793d5ce99b4d42b3a6a2c90d65f899302e665ac48b6a35e0095deb"

    @Test("A wrong signature answers the published body, word for word (S1-033, S1-034, S1-039, S1-040, S1-041)")
    func answersThePublishedBody_whenASignatureIsWrong() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            #expect(try await request.authorize(phone).status == 201)
            let reply = try await request.confirm(phone, Self.sample)
            #expect(reply.status == 422)
            #expect(reply.json.objectValue?.names == ["id", "status", "code", "title", "details"])
            #expect(reply["status"] == "422")
            #expect(reply["code"] == "invalid_signature")
            #expect(reply["title"] == "Invalid Signature")
            #expect(reply["details"] == .string("Signature (\(Self.sample)) verification failure."))
            #expect(IdentifierShape.error.matches(Identifier(reply.id)))
            let again = try await request.confirm(phone, Self.sample)
            #expect(IdentifierShape.error.matches(Identifier(again.id)))
            #expect(again.id != reply.id)
        }
    }

    @Test("The published sample is a well-formed signature with a high s, and only verification judges it (S1-035)")
    func readsTheSample_asWellFormed() throws {
        let signature = try Signature(field: Self.sample)
        #expect(!signature.isLowS)
        let verdict = try SigningKey().verifyingKey.verdict(field: Self.sample, for: "212212")
        #expect(verdict == .mismatch)
    }

    @Test("A forbidden action answers the published body (S1-032, S1-040, S1-041)")
    func answersThePublishedBody_whenTheStateForbids() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let reply = try await ada.trigger().confirm(ada, "212212")
            #expect(reply.status == 403)
            #expect(reply.json.objectValue?.names == ["id", "status", "code", "title", "detail"])
            #expect(reply["status"] == "403")
            #expect(reply["code"] == "unauthorized_action")
            #expect(reply["title"] == "Unauthorized Action")
            #expect(reply["detail"] == "Unauthorized action is not allowed.")
            #expect(IdentifierShape.error.matches(Identifier(reply.id)))
        }
    }

    @Test("Too many SMS answer the published body, and nothing is changed (S1-036)")
    func answersThePublishedBody_whenTooManySMSAreAskedFor() async throws {
        var settings = SandboxSettings()
        settings.smsPerHour = 2
        try await RunningSandbox.with(settings) { bank in
            let number = "+491520555999"
            let ada = try await Customer.create(at: bank, number: number)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let code = try await bank.code(to: number)
            let refused = try await request.authorize("mobile_number", ada)
            #expect(refused.status == 429)
            #expect(refused.json.objectValue?.names == ["id", "status", "code", "title", "detail"])
            #expect(refused["status"] == "429")
            #expect(refused["code"] == "sms_request_rate_limit_exceeded")
            #expect(refused["title"] == "Sms Request Rate Limit Exceeded")
            #expect(refused["detail"] == .string("SMS request rate limit exceeded for the number: \(number)"))
            // The code that was sent is still the code.
            #expect(try await request.confirm(ada, code).status == 200)
            bank.clock.advance(by: .seconds(3600))
            let later = Customer(bank: try await bank.asClient("tests"), id: ada.id, number: number)
            #expect(try await later.trigger().authorize("mobile_number", later).status == 201)
        }
    }

    @Test("The magic number is always over the limit, in the sample's words (S1-036)")
    func refusesEverySMS_whenTheNumberIsTheSample() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let number: JSONValue = ["number": "+491520555555"]
            #expect(try await bank.call(.post, ada.numberPath, number).status == 201)
            let reply = try await bank.call(.post, ada.numberPath + "/authorize", number)
            #expect(reply.status == 429)
            #expect(reply.error.detail == "SMS request rate limit exceeded for the number: +491520555555")
            #expect(try await bank.messages().isEmpty)
        }
    }

    @Test("Everything else answers the envelope with an integer status; a switch forces one shape")
    func followsTheSwitch_whenOneShapeIsForced() async throws {
        try await RunningSandbox.with { bank in
            let reply = try await bank.call(.get, "/v1/persons/nobody")
            #expect(reply.status == 404)
            #expect(reply["errors"]?.arrayValue?.first?["status"] == 404)
            #expect(try await bank.call(.get, "/v1/change_requests/none")["status"] == "404")
        }
        var settings = SandboxSettings()
        settings.errors = .envelope
        try await RunningSandbox.with(settings) { bank in
            let reply = try await bank.call(.get, "/v1/change_requests/none")
            #expect(reply["errors"]?.arrayValue?.first?["status"] == 404)
        }
        settings.errors = .flat
        try await RunningSandbox.with(settings) { bank in
            let reply = try await bank.call(.get, "/v1/persons/nobody")
            #expect(reply["status"] == "404")
        }
    }

    @Test("An unknown or odd id is a documented 404 and never a 500 (S1-002)")
    func answersNotFound_whenTheIdIsUnknown() async throws {
        try await RunningSandbox.with { bank in
            let body: JSONValue = ["person_id": "x", "tan": "212212"]
            for id in ["cchr_123", "b520ce9090c44a989149fe7f2f94a785", "%00", "%2F", "..%2F..", "%C3%A9", "'--", "0"] {
                let reply = try await bank.call(.post, "/v1/change_requests/\(id)/confirm", body)
                #expect(reply.status == 404, "\(id)")
                #expect(reply.error.code == .modelNotFound)
                let authorize = try await bank.call(
                    .post, "/v1/change_requests/\(id)/authorize", ["delivery_method": "static", "person_id": "x"])
                #expect(authorize.status == 404, "\(id)")
            }
            #expect(try await bank.call(.post, "/v1/change_requests//confirm", body).status == 404)
            let named = try await bank.call(.post, "/v1/change_requests/cchr_123/confirm", body)
            #expect(named.error.detail == "Couldn't find 'Solaris::Changeset' for id 'cchr_123'.")
        }
    }

    @Test("A signature field is read from 1 to 2048 characters")
    func namesTheLength_whenTheFieldIsTooShortOrTooLong() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            #expect(try await request.authorize(phone).status == 201)
            for count in [0, 2049, 100_000] {
                let reply = try await request.confirm(phone, String(repeating: "0", count: count))
                #expect(reply.status == 400)
                #expect(reply.error.detail == "length (\(count)) out of bounds (min: 1, max: 2048)")
                #expect(reply.error.source?.field == "signature")
            }
            let longest = String(repeating: "z", count: 2048)
            #expect(try await request.confirm(phone, longest)["details"]?.stringValue?.contains(longest) == true)
            #expect(try await request.status == "CONFIRMATION_REQUIRED")
        }
    }

    @Test("The refusal carries what explains it")
    func keepsTheEvidence_whenASignatureIsWrong() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let (phone, tablet) = (try await ada.bind(), try await ada.bind("tablet"))
            let request = try await ada.trigger()
            let text = try #require(try await request.authorize(phone)["string_to_sign"]?.stringValue)
            let field = try tablet.key.field(for: Challenge(text))
            let outcome = try await bank.books.transact {
                try $0.confirm(
                    Identifier(request.id), .device(Identifier(phone.id), signature: field))
            }
            guard case .refused(let fault) = outcome else {
                Issue.record("not refused")
                return
            }
            let evidence = try #require(fault.evidence)
            #expect(evidence.field == field)
            #expect(evidence.text == text)
            #expect(evidence.keys == [phone.key.verifyingKey.hexPoint])
            #expect(evidence.otherKeys == [tablet.key.verifyingKey.hexPoint])
            let diagnosis = try Diagnosis(
                of: evidence.field, for: Challenge(evidence.text), under: try VerifyingKey(hexPoint: evidence.keys[0]),
                otherKeys: evidence.otherKeys.map { try VerifyingKey(hexPoint: $0) })
            #expect(diagnosis.code == .keyOther)
        }
    }
}
