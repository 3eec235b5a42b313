import Dispatch
import NIOCore
import Synchronization
import Testing

@testable import CountersignSandbox

/// What a name server that is silent holds up.
@Suite struct LookupTests {
    private static let gate = DispatchSemaphore(value: 0)
    private static let asked = Mutex<[String]>([])
    private static let lookups = HostLookups(threads: 2) { host in
        asked.withLock { $0.append(host) }
        if host == "silent.test" { gate.wait() }
        return [NetworkAddress("127.0.0.1")].compactMap(\.self)
    }

    @Test(
        "A host that is looked up without end holds one thread, however many ask for it; others are found meanwhile",
        .timeLimit(.minutes(5)))
    func findsOthers_whenAHostIsSilent() async throws {
        let waiting = (0..<5).map { _ in Self.lookups.lookup(of: "silent.test") }
        // Without a thread left this would wait for the gate, which nobody has opened.
        let found = try await Self.lookups.addresses(of: "quick.test")
        #expect(found.map(\.description) == ["127.0.0.1"])
        // Who gives up does not take the others along.
        let impatient = Task { try await Self.lookups.addresses(of: "silent.test") }
        impatient.cancel()
        await #expect(throws: CancellationError.self) { try await impatient.value }
        Self.gate.signal()
        for lookup in waiting { #expect(try await lookup.get() == found) }
        #expect(Self.asked.withLock { $0 }.filter { $0 == "silent.test" }.count == 1)
        // The next one asks anew.
        Self.gate.signal()
        #expect(try await Self.lookups.addresses(of: "silent.test") == found)
        #expect(Self.asked.withLock { $0 }.filter { $0 == "silent.test" }.count == 2)
    }
}
