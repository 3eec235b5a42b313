import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct BankLimitTests {
    @Test("No more banks are opened than there may be, by token or by login; those that are open go on")
    func refusesANewClient_whenThereAreEnough() async throws {
        var settings = SandboxSettings()
        settings.banks = 2
        try await RunningSandbox.with(settings) { bank in
            let partner = try await Partner.login(at: bank)
            for _ in 0..<2 {
                let body: JSONValue = ["grant_type": "client_credentials", "client_id": "more", "client_secret": "x"]
                let refused = try await bank.call(.post, "/oauth/token", body, token: .some(nil))
                #expect(refused.status == 429 && refused.error.code == ErrorCode(rawValue: "too_many_clients"))
                let login = try await bank.login("partner02")
                #expect(login.status == 400 && login["error"] == "invalid_request")
                #expect(login["error_description"]?.stringValue?.contains("--banks") == true)
            }
            #expect(try await partner.loginAgain().pending().isEmpty)
            #expect(try await bank.freshToken().isEmpty == false)
            #expect(try await bank.call(.post, "/v1/persons", [:]).status == 201)
        }
    }
}
