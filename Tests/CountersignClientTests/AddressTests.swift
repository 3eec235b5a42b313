import CountersignAPI
import CountersignClient
import Testing

struct AddressTests {
    @Test func acceptsAnAddress_ofSchemeHostPortAndPath() throws {
        for address in [
            "https://api.solaris-sandbox.de", "https://api.solarisbank.de/", "https://gateway.example:8443/bank/",
            "http://127.0.0.1:8080", "http://127.8.9.10:1", "http://localhost:65535", "http://[::1]:8080",
            "HTTP://LOCALHOST", "http://bank.localhost",
        ] {
            #expect(throws: Never.self, "\(address)") { _ = try BankClient(address, .token("t")) }
        }
    }

    @Test func refusesAnAddress_whenItIsNone() {
        for address in [
            "", "api.solarisbank.de", "ftp://host", "https://", "https:///path", "https://host:0", "https://host:65536",
            "https://host:port", "https://user@host", "https://host/?q", "https://host/#f", "https://ho st",
            "https://höst", "https://host\r\nx: y", "http://", "https://[::1", "https://::1", "https://[]:1",
            "https://a[b]", "https://h%6fst", "https://[::1]x", "https://host:-1", "https://host:+1",
        ] {
            #expect(throws: ClientError.self, "\(address)") { _ = try BankClient(address, .token("t")) }
        }
    }

    @Test func refusesPlainHTTP_toAnotherMachine_unlessAllowed() throws {
        for address in [
            "http://bank.example", "http://127.0.0.1.example", "http://1.2.3.4", "http://localhost.example",
            "http://127.1", "http://[::2]",
        ] {
            #expect(throws: ClientError.self, "\(address)") { _ = try BankClient(address, .token("t")) }
            var configuration = ClientConfiguration()
            configuration.allowsPlainHTTP = true
            #expect(throws: Never.self) { _ = try BankClient(address, .token("t"), configuration: configuration) }
            #expect(throws: ClientError.self) {
                _ = try BankClient("https://bank.example", .token("t"), tokenAddress: address)
            }
        }
    }

    @Test func keepsThePathOfTheAddress_beforeThePathOfTheCall() async throws {
        try await StubServer.with({ _ in [.changeRequest("COMPLETED")] }) { stub in
            let bank = try BankClient(stub.address + "/bank/", .token("t"))
            _ = try await bank.changeRequest("cr")
            #expect(stub.calls.map(\.target) == ["/bank/v1/change_requests/cr"])
        }
    }
}
