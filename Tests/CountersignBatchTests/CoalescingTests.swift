import Countersign
import CountersignBatch
import CountersignTestSupport
import Testing

@Suite("Coalescing of single requests")
struct CoalescingTests {
    private func coalescing(
        _ change: (inout CoalescingVerifier.Configuration) -> Void = { _ in }
    ) throws -> (CoalescingVerifier, BatchVerifier) {
        var configuration = CoalescingVerifier.Configuration()
        change(&configuration)
        let verifier = try verifier()
        return (CoalescingVerifier(verifier, configuration), verifier)
    }

    @Test("requests that come together each get their own verdict")
    func answersEachRequest_whenManyComeAtOnce() async throws {
        var sample = try BatchSample(keys: 10, .printed(for: "coalescing"))
        let flaws = Flaw.allCases
        let items = try (0..<360).map {
            try sample.item(key: $0 % 10, isEnrolled: false, flaw: flaws[$0 % flaws.count])
        }
        let (coalescing, _) = try coalescing { $0.batchSize = 64 }
        try await withThrowingTaskGroup(of: (Int, BatchVerdict).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask { (index, try await coalescing.verify(item)) }
            }
            var answered = 0
            for try await (index, verdict) in group {
                #expect(verdict.code == flaws[index % flaws.count].code)
                answered += 1
            }
            #expect(answered == items.count)
        }
        #expect(await coalescing.count == 0)
    }

    @Test("a request that comes alone is answered too")
    func answersARequest_whenItComesAlone() async throws {
        var sample = try BatchSample(keys: 1, .printed(for: "alone"))
        let (coalescing, _) = try coalescing()
        for flaw in [Flaw.none, .otherText, .empty] {
            #expect(try await coalescing.verify(sample.item(key: 0, isEnrolled: false, flaw: flaw)).code == flaw.code)
        }
    }

    @Test("a full batch does not wait for the latency bound")
    func answersAtOnce_whenTheBatchIsFull() async throws {
        var sample = try BatchSample(keys: 1, .printed(for: "full batch"))
        let item = try sample.item(key: 0, isEnrolled: false)
        let (coalescing, _) = try coalescing {
            $0.latencyBound = .seconds(Int64.max)
            $0.batchSize = 8
        }
        try await withThrowingTaskGroup(of: BatchVerdict.self) { group in
            for _ in 0..<16 { group.addTask { try await coalescing.verify(item) } }
            for try await verdict in group { #expect(verdict.isValid) }
        }
    }

    @Test("a cancelled request leaves the others of its batch alone")
    func answersTheOthers_whenOneIsCancelled() async throws {
        var sample = try BatchSample(keys: 1, .printed(for: "cancelled request"))
        let item = try sample.item(key: 0, isEnrolled: false)
        let (coalescing, _) = try coalescing {
            $0.latencyBound = .seconds(3600)
            $0.batchSize = 3
        }
        let cancelled = Task { try await coalescing.verify(item) }
        while await coalescing.count < 1 { await Task.yield() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(await coalescing.count == 0)
        try await withThrowingTaskGroup(of: BatchVerdict.self) { group in
            for _ in 0..<3 { group.addTask { try await coalescing.verify(item) } }
            for try await verdict in group { #expect(verdict.isValid) }
        }
    }

    @Test("more requests than the queue holds are refused")
    func refusesARequest_whenTheQueueIsFull() async throws {
        var sample = try BatchSample(keys: 1, .printed(for: "full queue"))
        let item = try sample.item(key: 0, isEnrolled: false)
        let (coalescing, _) = try coalescing {
            $0.latencyBound = .seconds(3600)
            $0.queueLimit = 2
        }
        let waiting = (0..<2).map { _ in Task { try await coalescing.verify(item) } }
        while await coalescing.count < 2 { await Task.yield() }
        let refusal = await #expect(throws: BatchError.self) { try await coalescing.verify(item) }
        #expect(refusal?.code == .queueFull)
        await coalescing.drain()
        for task in waiting { #expect(try await task.value.isValid) }
    }

    @Test("draining answers what waits and refuses what comes")
    func refusesARequest_whenDrained() async throws {
        var sample = try BatchSample(keys: 1, .printed(for: "drain"))
        let item = try sample.item(key: 0, isEnrolled: false)
        let (coalescing, _) = try coalescing { $0.latencyBound = .seconds(3600) }
        let waiting = (0..<5).map { _ in Task { try await coalescing.verify(item) } }
        while await coalescing.count < 5 { await Task.yield() }
        await coalescing.drain()
        for task in waiting { #expect(try await task.value.isValid) }
        let refusal = await #expect(throws: BatchError.self) { try await coalescing.verify(item) }
        #expect(refusal?.code == .drained)
    }
}
