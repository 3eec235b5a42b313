import CountersignAPI
import Hummingbird
import Synchronization
import Testing

@testable import CountersignSandbox

/// Where webhooks may go (C13).
@Suite struct TargetTests {
    @Test("An address that two readers could read in two ways is refused before anything is resolved (C13)")
    func refusesAnAddress_whenItsFormIsNotTheUsualOne() {
        let refused = [
            "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.0.0.1./",
            "http://127.0.0.256/", "http://①②⑦.0.0.1/", "http://１２７.0.0.1/", "http://user@127.0.0.1/",
            "http://127.0.0.1@example.com/", "http://user:pw@localhost/", "http://[::1", "http://[::1%25lo]/",
            "http://[127.0.0.1]/", "http://::1/", "file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)",
            "//127.0.0.1/", "http:/127.0.0.1/", "http:127.0.0.1", "http:///", "http://", "http://local host/",
            "http://localhost/\r\nX: y", "http://localhost\\@example.com/", "http://localhost:0/",
            "http://localhost:65536/", "http://localhost:80x/", "http://localhost:/../#x", "http://-a.test/",
            "http://a..test/", "http://" + String(repeating: "a", count: 64) + ".test/",
            "http://localhost/" + String(repeating: "a", count: 2048),
        ]
        for text in refused {
            #expect(Self.refusal(of: text) == .invalidWebhookURL, "\(text)")
        }
        #expect(refused.count == 34)
    }

    private static func refusal(of text: String) -> ErrorCode? {
        do throws(BankFault) {
            _ = try WebhookURL(text)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("The usual forms are read (C13)")
    func readsAnAddress_whenItsFormIsUsual() throws {
        let read = [
            ("https://Example.COM/hook?x=1", "Example.COM", 443), ("http://localhost", "localhost", 80),
            ("http://localhost.:8080/a", "localhost.", 8080), ("http://127.0.0.1:1", "127.0.0.1", 1),
            ("http://[::1]:65535/", "::1", 65535), ("HTTPS://a_b-c.test/", "a_b-c.test", 443),
        ]
        for (text, host, port) in read {
            let url = try WebhookURL(text)
            #expect(url.host == host)
            #expect(url.port == port)
        }
    }

    @Test("Each network is what the registries say (C13)")
    func knowsWhereAnAddressLeads() throws {
        let expected: [(String, NetworkAddress.Reach)] = [
            ("127.0.0.1", .loopback), ("127.255.255.255", .loopback), ("::1", .loopback),
            ("::ffff:127.0.0.1", .loopback), ("10.0.0.1", .local), ("172.16.0.1", .local), ("172.31.255.255", .local),
            ("172.32.0.1", .global), ("192.168.1.1", .local), ("100.64.0.1", .local), ("fd00::1", .local),
            ("fc00::1", .local), ("::ffff:10.0.0.1", .local), ("64:ff9b::a00:1", .local),
            ("169.254.169.254", .forbidden), ("::ffff:169.254.169.254", .forbidden), ("0.0.0.0", .forbidden),
            ("0.1.2.3", .forbidden), ("::", .forbidden), ("fe80::1", .forbidden), ("ff02::1", .forbidden),
            ("224.0.0.1", .forbidden), ("255.255.255.255", .forbidden), ("192.0.2.1", .forbidden),
            ("198.18.0.1", .forbidden), ("198.51.100.7", .forbidden), ("203.0.113.9", .forbidden),
            ("2002:7f00:1::", .forbidden), ("2001::1", .forbidden), ("2001:db8::1", .forbidden),
            ("::7f00:1", .forbidden), ("93.184.216.34", .global), ("2606:2800:220:1::1", .global),
        ]
        for (text, reach) in expected {
            #expect(try #require(NetworkAddress(text)).reach == reach, "\(text)")
        }
    }

    @Test("Nothing is connected to where an address is forbidden, whatever the scheme (C13)")
    func connectsToNothing_whenTheAddressIsForbidden() throws {
        let strict = WebhookPolicy(allowsInsecure: false)
        let lax = WebhookPolicy(allowsInsecure: true)
        for (text, isAllowed, isAllowedLaxly) in [
            ("127.0.0.1", true, true), ("93.184.216.34", false, true), ("10.0.0.1", false, true),
            ("169.254.169.254", false, false), ("0.0.0.0", false, false), ("fe80::1", false, false),
        ] {
            let address = try #require(NetworkAddress(text))
            let url = try WebhookURL("http://a.test/")
            #expect(((try? strict.check(url, address)) != nil) == isAllowed, "\(text)")
            #expect(((try? lax.check(url, address)) != nil) == isAllowedLaxly, "\(text)")
        }
        // One forbidden address among good ones is enough.
        let mixed = try ["127.0.0.1", "169.254.169.254"].map { try #require(NetworkAddress($0)) }
        #expect(throws: BankFault.self) { try strict.choose(try WebhookURL("http://a.test/"), among: mixed) }
    }

    @Test(
        "A name is resolved once a call, and what was checked is what is connected to (C13)",
        arguments: ["hook.test", "Hook.TEST", "hook.test."])
    func connectsToTheCheckedAddress_whenTheNameChangesMeanwhile(name: String) async throws {
        try await Receiver.with { receiver in
            let port = receiver.port.withLock { $0 }
            let resolver = ChangingResolver(["127.0.0.1", "169.254.169.254", "169.254.169.254"])
            try await RunningSandbox.with(resolver: resolver) { bank in
                let made = try await bank.call(
                    .post, "/v1/webhooks",
                    ["event_type": "PERSON_CHANGED", "url": .string("http://\(name):\(port)/hook")])
                #expect(made.status == 201)
                #expect(resolver.count == 1)
                #expect(receiver.pings.first?.host.lowercased() == "\(name.lowercased()):\(port)")
                let person = try await bank.call(.post, "/v1/persons", [:]).id
                _ = try await bank.call(.patch, "/v1/persons/\(person)", ["first_name": "Ada"])
                try await bank.settle()
                #expect(receiver.calls.isEmpty)
                let log = try await bank.call(.get, "/_sandbox/webhooks/deliveries").json.arrayValue?.first
                #expect(log?["attempts"] == 1)
                #expect(log?["last_error"]?.stringValue?.contains("never receives webhooks") == true)
            }
        }
    }

    @Test("A redirect is not followed (C13)")
    func callsNobodyElse_whenTheReceiverRedirects() async throws {
        try await Receiver.with { elsewhere in
            try await Receiver.with { receiver in
                try await RunningSandbox.with { bank in
                    #expect(try await bank.subscribe(receiver, to: "PERSON_CHANGED").status == 201)
                    let target = elsewhere.url
                    receiver.answer { _ in Response(status: .temporaryRedirect, headers: [.location: target]) }
                    let person = try await bank.call(.post, "/v1/persons", [:]).id
                    _ = try await bank.call(.patch, "/v1/persons/\(person)", ["first_name": "Ada"])
                    try await bank.settle()
                    #expect(receiver.calls.count == 1)
                    #expect(elsewhere.calls.isEmpty && elsewhere.pings.isEmpty)
                }
            }
        }
    }
}

/// Gives one address after the other.
final class ChangingResolver: HostResolver {
    private let answers: Mutex<[String]>
    private let asked = Mutex(0)

    init(_ answers: [String]) { self.answers = Mutex(answers) }
    var count: Int { asked.withLock { $0 } }

    func addresses(of host: String) async throws -> [NetworkAddress] {
        asked.withLock { $0 += 1 }
        return answers.withLock { $0.isEmpty ? [] : [$0.removeFirst()] }.compactMap { NetworkAddress($0) }
    }
}
