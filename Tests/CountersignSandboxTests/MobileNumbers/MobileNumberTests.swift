import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct MobileNumberTests {
    @Test("A mobile number is created, authorized and confirmed (S2-001, S2-002, S2-003, S2-010, S2-011, S2-038)")
    func verifiesANumber_whenTheCodeOfTheSMSIsGivenBack() async throws {
        var settings = SandboxSettings()
        settings.otpMode = .static
        try await RunningSandbox.with(settings) { bank in
            let person = try await bank.call(.post, "/v1/persons", ["first_name": "Ada"]).id
            let path = "/v1/persons/\(person)/mobile_number"
            let created = try await bank.call(.post, path, ["number": "+49 151-234 5678"])
            #expect(created.status == 201)
            #expect(created["number"] == "+491512345678")
            #expect(created["verified"] == false)
            #expect(try await bank.call(.post, path + "/authorize", ["number": "+49/151/2345678"]).status == 201)
            let wrong = try await bank.call(.post, path + "/confirm", ["number": "+491512345678", "token": "000000"])
            #expect(wrong.status == 403)
            #expect(wrong.error.code == .invalidTAN)
            let right = try await bank.call(.post, path + "/confirm", ["number": "+491512345678", "token": "212212"])
            #expect(right.status == 201)
            #expect(right["verified"] == true)
            #expect(try await bank.call(.get, path)["verified"] == true)
        }
    }
}
