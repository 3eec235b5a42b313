import AsyncHTTPClient
import CountersignExchange
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import CountersignPrevalidator

@Suite("The bank behind the proxy") struct BankTests {
    @Test("an answer that stalls within its body gives its connection back in time")
    func goesOn_whenAnAnswerStalls() async throws {
        try await StubBank.with { stub, port in
            let bank = Bank(
                at: try BankAddress("http://127.0.0.1:\(port)"), connections: 1, patience: .seconds(5))
            func ask() async throws -> Int {
                let request = Request(
                    head: .init(method: .get, scheme: nil, authority: nil, path: "/v1/persons/p"),
                    body: RequestBody(buffer: ByteBuffer()))
                return try await bank.forward(
                    request, to: bank.address.text + "/v1/persons/p", body: [], isGuarded: false
                ).status
            }
            stub.end(.stalls)
            let error = await #expect(throws: Bank.BrokenAnswer.self) { try await ask() }
            #expect(error?.status == 200)
            stub.end(.whole)
            #expect(try await ask() == 200)
            try await bank.client.shutdown()
        }
    }

    @Test("no address of a bank is one with a port that there is not, a query, a name's password or escapes")
    func refusesAnAddress() {
        for address in [
            "http://127.0.0.1:65536", "http://127.0.0.1:-1", "http://h?y", "http://h#f", "http://a b", "http://[::1",
            "http://h/%zz", "http://u:p@h", "ftp://h", "", "http://h/a/../b", "http://h/./", "http://h/a;b",
            "http://h/x[1]", "http://h//v1", "http://h/%76",
        ] {
            #expect(throws: BaseAddress.Refusal.self, "\(address)") { try BankAddress(address) }
        }
    }

    @Test("an address is the target as it came, or none")
    func namesTheVeryPath() throws {
        let bank = try BankAddress("http://127.0.0.1:9/api/")
        for target in ["/v1/persons/p", "/", "//x/y", "/v1/persons/%C3%A9?page[number]=2", "/v1/a%20b?c=d%ff"] {
            #expect(bank.url(of: target) == "http://127.0.0.1:9/api" + target)
        }
        for target in ["/v1/persons/%ff", "/a b", "/v1/pe\u{E9}", "*@x/", "@x/", "http://x/v1", ""] {
            #expect(bank.url(of: target) == nil, "\(target)")
        }
    }
}
