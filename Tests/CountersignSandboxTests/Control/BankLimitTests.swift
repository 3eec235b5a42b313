import CountersignAPI
import CountersignService
import Logging
import Synchronization
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

    @Test("A client whose books lie beside too many others is told so, in either API; the sandbox is ready nonetheless")
    func refusesAStoredClient_whenThereAreEnough() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        var narrow = settings
        narrow.banks = 1
        try await RunningSandbox.with(narrow) { [settings] bank in
            // Another process has opened two more.
            let (namespaces, identities) = (
                Namespaces(settings: settings, clock: bank.clock), IdentitySource(seed: nil)
            )
            let token = try await TokenGate(namespaces: namespaces, settings: settings, identities: identities)
                .issue(to: ClientCredentials(clientID: "late", clientSecret: "secret")).accessToken
            let refused = try await bank.call(.get, "/v1/persons/x", token: token)
            #expect(refused.status == 429 && refused.error.code == ErrorCode(rawValue: "too_many_clients"))
            let sessions = SessionGate(
                namespaces: namespaces, settings: settings, key: TokenKey(storage: settings.storage),
                logger: Logger(label: "test"))
            let form = SecurityV2.LoginForm(userName: Partner.user, password: Partner.password, schemeCode: nil)
            let login = try await sessions.issue(to: form)
            let envelope = try await bank.exchange(
                .post, "/security/ListSDKDevices", [("authorization", login.accessToken)],
                WireJSON.encode(["ConsumerID": 21]))
            #expect(envelope.status == 400 && envelope.code == "101" && envelope.text.contains("--banks"))
            let again = try await bank.login()
            #expect(again.status == 400 && again["error"] == "invalid_request")
            #expect(try await bank.call(.get, "/readyz").status == 200)
        }
        let lines = Mutex<[String]>([])
        let logger = Logger(label: "test") { label in
            JSONLogHandler(label: label) { line in lines.withLock { $0.append(line) } }
        }
        settings.banks = 3
        _ = try buildSandbox(settings, logger: logger)
        #expect(lines.withLock { $0 }.isEmpty)
        settings.banks = 2
        _ = try buildSandbox(settings, logger: logger)
        let warnings = lines.withLock { $0 }.filter { $0.contains("ulimit -n") }
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains(#""may_be_open":"2""#) == true, "\(warnings)")
        #expect(warnings.first?.contains(#""stored":"3""#) == true, "\(warnings)")
    }

    @Test("The name in a token is hex digits and nothing else")
    func findsNoClient_whenTheDigitsAreNone() {
        #expect(TokenGate.client(ofHex: "6d65") == "me")
        for part in ["", "6", "+f", "-0", "6d+5", "0x6d", "６d", "ff"] {
            #expect(TokenGate.client(ofHex: part[...]) == nil, "\(part)")
        }
    }
}
