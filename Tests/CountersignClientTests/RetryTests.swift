import CountersignAPI
import CountersignTestSupport
import Testing

@testable import CountersignClient

struct RetryTests {
    /// A handler that fails so often, then answers well.
    private static func failing(_ times: Int, _ act: [StubServer.Act]) -> StubServer.Handler {
        let count = Counter()
        return { _ in count.next() <= times ? act : [.changeRequest("COMPLETED")] }
    }

    @Test func repeatsAGet_whenTheServerFailsOrIsSilent() async throws {
        let faults: [[StubServer.Act]] = [
            [.plain(500, "")], [.plain(502, "")], [.plain(503, "")], [.plain(504, "")], [.close],
            [.text("HTTP/1.1 200 OK\r\ncontent-le"), .close],
            [.text("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\""), .close],
        ]
        for fault in faults {
            try await StubServer.with(Self.failing(2, fault)) { stub in
                let clock = ManualClock()
                let request = try await stub.client(clock: clock).changeRequest("cr")
                #expect(request.status == .completed)
                #expect(stub.calls.count == 3)
                #expect(clock.sleeps == [.milliseconds(100), .milliseconds(200)])
            }
        }
    }

    @Test func stopsAfterTheConfiguredAttempts() async throws {
        try await StubServer.with({ _ in [.plain(503, "")] }) { stub in
            for attempts in [1, 2, 5] {
                let before = stub.calls.count
                let bank = try stub.client { $0.attempts = attempts }
                let error = await failure { _ = try await bank.changeRequest("cr") }
                #expect(error?.code == .serverFault && error?.status == 503)
                #expect(stub.calls.count - before == attempts)
            }
        }
    }

    @Test func neverRepeatsACallThatMayHaveBeenExecuted() async throws {
        for fault in [[StubServer.Act.plain(500, "")], [.plain(503, "")], [.close]] {
            try await StubServer.with(Self.failing(1, fault)) { stub in
                let bank = try stub.client()
                let expected: ClientError.Code = if case .close = fault[0] { .connectionLost } else { .serverFault }
                let error = await failure { _ = try await bank.confirm("cr", otp: "1", person: "p") }
                #expect(error?.code == expected)
                #expect(stub.calls.count == 1)
            }
            try await StubServer.with(Self.failing(1, fault)) { stub in
                let bank = try stub.client()
                _ = await failure { try await bank.verifyDeviceChallenge("c", signature: "00") }
                _ = await failure { try await bank.deleteDevice("d") }
                #expect(stub.calls.map(\.method) == ["PUT", "DELETE"])
            }
        }
    }

    @Test("a status below 100, after which the HTTP library would stop the process, is no HTTP")
    func refusesAnImpossibleStatus() async throws {
        for status in ["000", "001", "042", "099"] {
            let answer = "HTTP/1.1 \(status) X\r\ncontent-length: 2\r\n\r\n{}"
            try await StubServer.with({ _ in [.text(answer)] }) { stub in
                let error = await failure { _ = try await stub.client().confirm("cr", otp: "1", person: "p") }
                #expect(error?.code == .unreadableAnswer, "\(status): \(String(describing: error))")
                #expect(stub.calls.count == 1)
            }
        }
    }

    @Test func neverRepeatsARefusal() async throws {
        for status in [400, 403, 404, 409, 422, 429] {
            try await StubServer.with(Self.failing(1, [.plain(status, "{}")])) { stub in
                #expect(await failure { _ = try await stub.client().changeRequest("cr") }?.status == status)
                #expect(stub.calls.count == 1)
            }
        }
    }

    @Test func triesAnyCallAgain_whenNoConnectionWasMade() async throws {
        let port = try RefusingPort()
        defer { withExtendedLifetime(port) {} }
        let clock = ManualClock()
        var configuration = ClientConfiguration()
        configuration.clock = clock
        let bank = try BankClient("http://127.0.0.1:\(port.number)", .token("t"), configuration: configuration)
        let error = await failure { _ = try await bank.confirm("cr", otp: "1", person: "p") }
        #expect(error?.code == .unreachable)
        #expect(clock.sleeps == [.milliseconds(100), .milliseconds(200)])
    }

    @Test func neverRepeatsACallThatWasRead_whenTLSBreaksAfterIt() async throws {
        let certificate = try StubCertificate()
        let endings: [[StubServer.Act]] = [
            // A record that cannot be decrypted, and a fatal alert that is not encrypted.
            [.sendRecord([0x17, 3, 3, 0, 32] + [UInt8](repeating: 0x78, count: 32)), .close],
            [.sendRecord([0x15, 3, 3, 0, 2, 2, 80]), .close],
            [.close],
        ]
        for ending in endings {
            try await StubServer.with(tls: certificate, { _ in ending }) { stub in
                let clock = ManualClock()
                let bank = try stub.client(.token("t"), clock: clock) {
                    $0.connections = ConnectionPool(tls: certificate.trust())
                }
                let error = await failure { _ = try await bank.confirm("cr", otp: "1", person: "p") }
                #expect(error?.code == .connectionLost, "\(String(describing: error))")
                #expect(stub.calls.count == 1)
                #expect(clock.sleeps.isEmpty)
                // What does no harm twice is repeated.
                _ = await failure { _ = try await bank.changeRequest("cr") }
                #expect(stub.calls.count == 4)
            }
        }
    }

    @Test func triesAnyCallAgain_whenNoSecureConnectionWasMade() async throws {
        let certificate = try StubCertificate()
        // A certificate that nobody trusts, and one of another host.
        for tls in [nil, certificate.trust(verifiesHost: true)] {
            try await StubServer.with(tls: certificate, { _ in [.close] }) { stub in
                let clock = ManualClock()
                var configuration = ClientConfiguration()
                (configuration.clock, configuration.connections) = (clock, ConnectionPool(tls: tls))
                let bank = try BankClient(stub.address, .token("t"), configuration: configuration)
                let error = await failure { _ = try await bank.confirm("cr", otp: "1", person: "p") }
                #expect(error?.code == .unreachable, "\(String(describing: error))")
                // The library for TLS adds the file of its sources, on the machine where it was built.
                #expect(error?.reason.contains("/") == false, "\(String(describing: error))")
                #expect(clock.sleeps == [.milliseconds(100), .milliseconds(200)])
                #expect(stub.calls.isEmpty)
            }
        }
    }
}
