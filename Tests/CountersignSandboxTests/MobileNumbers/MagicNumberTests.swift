import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

/// Each number with a fate of its own; the ones over the limit and with expired codes stand with those rules.
@Suite struct MagicNumberTests {
    /// A person whose magic number counts as verified.
    private func person(at bank: RunningSandbox, _ number: MagicNumber) async throws -> Customer {
        var customer = try await Customer.create(at: bank, number: nil)
        try await bank.books.transact { [id = customer.id] ledger in
            let phone = try #require(PhoneNumber(number.rawValue))
            try ledger.markVerified(try ledger.insertMobileNumber(phone, of: Identifier(id)))
        }
        customer.number = number.rawValue
        return customer
    }

    @Test("The documented test number always gets 212212")
    func sendsTheFixedCode() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await person(at: bank, .fixedCode)
            for _ in 0..<3 {
                #expect(try await ada.trigger().completeBySMS(ada)["status"] == "COMPLETED")
                #expect(try await bank.code(to: ada.number) == "212212")
            }
            let challenge = try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": .string(ada.id)])
            let path = "/v1/mfa/challenges/sms/\(challenge.id)"
            #expect(try await bank.call(.put, path, ["code": "212212"]).status == 204)
        }
    }

    @Test("An SMS that is lost never reaches the phone, and its code would still be right")
    func losesTheMessage() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await person(at: bank, .neverDelivered)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            bank.clock.advance(by: .seconds(299))
            #expect(try await bank.messages().isEmpty)
            let code = try await bank.books.read { try $0.otp(of: .changeRequest(Identifier(request.id)))?.digits }
            #expect(try await request.confirm(ada, try #require(code)).status == 200)
        }
    }

    @Test("An SMS that is late reaches the phone after 30 seconds")
    func delaysTheMessage() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await person(at: bank, .delayed)
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            bank.clock.advance(by: .milliseconds(29_999))
            #expect(try await bank.messages().isEmpty)
            bank.clock.advance(by: .milliseconds(1))
            #expect(try await request.confirm(ada, try await bank.code(to: ada.number)).status == 200)
        }
    }

    @Test("A code that expires on its way ends every kind of challenge")
    func expiresTheCode() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await person(at: bank, .expiresAtOnce)
            let challenge = try await bank.call(.post, "/v1/mfa/challenges/sms", ["person_id": .string(ada.id)])
            #expect(challenge.status == 201)
            let code = JSONValue.string(try await bank.code(to: ada.number))
            #expect(try await bank.call(.put, "/v1/mfa/challenges/sms/\(challenge.id)", ["code": code]).status == 404)
            let started = try await ada.startBinding(try SigningKey())
            #expect(started.status == 202)
            let path = "/v1/mfa/challenges/signatures/\(started.id)"
            #expect(try await bank.call(.put, path, ["signature": "00"]).status == 404)
        }
    }
}
