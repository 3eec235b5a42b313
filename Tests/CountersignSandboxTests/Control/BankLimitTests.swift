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

    @Test("Client ids and secrets are compared byte for byte: those that look alike are two")
    func tellsClientsApart_whenTheyLookAlike() async throws {
        var settings = SandboxSettings()
        settings.clients = ["tests": "secret", "\u{E9}": "secret", "e\u{301}": "secret", "x": "\u{E9}"]
        try await RunningSandbox.with(settings) { bank in
            let (first, second) = (try await bank.asClient("\u{E9}"), try await bank.asClient("e\u{301}"))
            let person = try await Customer.create(at: first, number: nil)
            #expect(try await first.call(.get, person.path).status == 200)
            #expect(try await second.call(.get, person.path).status == 404)
            try await first.settle()
            try await Receiver.with { receiver in
                _ = try await second.subscribe(receiver, to: "PERSON_CHANGED")
                try await DeliveryTests.change(second)
                try await second.settle()
                #expect(receiver.calls.count == 1)
            }
            for (secret, status) in [("\u{E9}", 201), ("e\u{301}", 401), ("", 401), ("\u{E9}x", 401)] {
                let body: JSONValue = [
                    "grant_type": "client_credentials", "client_id": "x", "client_secret": .string(secret),
                ]
                #expect(try await bank.call(.post, "/oauth/token", body, token: .some(nil)).status == status)
            }
        }
    }

    @Test("The name in a token is hex digits and nothing else")
    func findsNoClient_whenTheDigitsAreNone() {
        #expect(TokenGate.client(ofHex: "6d65") == "me")
        for part in ["", "6", "+f", "-0", "6d+5", "0x6d", "６d", "ff"] {
            #expect(TokenGate.client(ofHex: part[...]) == nil, "\(part)")
        }
    }
}
