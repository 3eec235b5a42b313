import Countersign
import CountersignBatch
import CountersignTestSupport
import Synchronization
import Testing

@Suite("Many cores, many tasks")
struct ConcurrencyTests {
    @Test("a large batch has its verdicts in order, on one core and on all (CARD-017)")
    func keepsTheOrder_whenABatchIsLarge() async throws {
        let total = count("COUNTERSIGN_BATCH_SIZE", default: 100_000)
        var sample = try BatchSample(keys: 50, .printed(for: "large batch"))
        let flaws = Flaw.allCases
        let pool = try (0..<900).map {
            try sample.item(key: $0 % 50, isEnrolled: $0 % 2 == 0, flaw: flaws[$0 % flaws.count])
        }
        let verifier = try verifier { $0.width = 4 }
        try sample.enrol(50, in: verifier)
        var batch = Batch(minimumCapacity: total)
        var expected: [BatchVerdict.Code] = []
        for _ in 0..<total {
            let index = Int(sample.random.next() % 900)
            batch.append(pool[index])
            expected.append(flaws[index % flaws.count].code)
        }
        #expect(batch.count == total)
        let verdicts = try await verifier.verify(batch)
        #expect(verdicts.map(\.code) == expected)
        #expect(try verifyAlone(verifier, batch) == verdicts)
        // The same batch once more, emptied and filled again.
        batch.removeAll()
        batch.append(pool[0])
        #expect(try await verifier.verify(batch).map(\.code) == [flaws[0].code])
    }

    @Test("a width without end is one of many threads, and one below 1 of one", arguments: [Int.max, 0, .min])
    func verifies_whenTheWidthIsAbsurd(width: Int) async throws {
        var sample = try BatchSample(keys: 1, .printed(for: "absurd width"))
        let verifier = try verifier { $0.width = width }
        let item = try sample.item(key: 0, isEnrolled: false)
        #expect(try await verifier.verify([BatchItem](repeating: item, count: 2000)).allSatisfy(\.isValid))
    }

    private func verifyAlone(_ verifier: BatchVerifier, _ batch: borrowing Batch) throws -> [BatchVerdict] {
        try verifier.verify(batch)
    }

    @Test("tables come and go under many tasks at once, and no verdict is wrong", arguments: usableKernels)
    func givesRightVerdicts_whenTablesAreEvictedAllTheTime(kernel: Kernel) async throws {
        guard kernel != .openSSL else { return }
        var sample = try BatchSample(keys: 24, .printed(for: "eviction under load on \(kernel)"))
        let verifier = try verifier(kernel) {
            $0.tableSize = .kilobytes2
            $0.tableBudget = 6 * 2048
        }
        let items = try (0..<24).flatMap { key in
            [
                try sample.item(key: key, isEnrolled: false),
                try sample.item(key: key, isEnrolled: false, flaw: .otherText),
            ]
        }
        let rounds = count("COUNTERSIGN_BATCH_ROUNDS", default: 40)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                let seed = sample.random.next()
                group.addTask {
                    var random = SeededRandom(seed: seed)
                    var wrong = 0
                    for _ in 0..<rounds {
                        // A few keys at a time, so that each is used twice and the oldest has to go.
                        let first = Int(random.next() % 20)
                        let chosen = (0..<12).map { _ in 2 * first + Int(random.next() % 8) }
                        let verdicts = try verifier.verify(chosen.map { items[$0] }) as [BatchVerdict]
                        wrong += zip(chosen, verdicts).count {
                            $0 % 2 == 0 ? !$1.isValid : $1.code != .signatureMismatch
                        }
                    }
                    return wrong + task * 0
                }
            }
            for try await wrong in group { #expect(wrong == 0) }
        }
        let statistics = verifier.statistics
        #expect(statistics.tableEvictions > 0 && statistics.tables <= 6, "\(statistics)")
    }

    @Test("a cancelled task gets no verdicts but an error")
    func throws_whenTheTaskIsCancelled() async throws {
        var sample = try BatchSample(keys: 1, .printed(for: "cancellation"))
        let item = try sample.item(key: 0, isEnrolled: false)
        let verifier = try verifier()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await verifier.verify(Array(repeating: item, count: 10_000))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await verifier.verify([item]).allSatisfy(\.isValid))
    }

    @Test(
        "a long run takes no more memory than a short one (D12)",
        .measuringMemory)
    func growsByLessThanAMegabyte_overManyBatches() throws {
        var sample = try BatchSample(keys: 8, .printed(for: "memory"))
        let verifier = try verifier { $0.tableSize = .kilobytes2 }
        try sample.enrol(4, in: verifier)
        let items = try (0..<360).map {
            try sample.item(key: $0 % 8, isEnrolled: $0 % 8 < 4, flaw: Flaw.allCases[$0 % Flaw.allCases.count])
        }
        var batch = Batch()
        for item in items { batch.append(item) }
        let rounds = count("COUNTERSIGN_BATCH_CASES", default: 20_000) / items.count
        for _ in 0..<max(8, rounds / 4) { _ = try verifier.verify(batch) }
        let before = ResidentMemory.bytes
        for _ in 0..<rounds { _ = try verifier.verify(batch) }
        let growth = ResidentMemory.bytes - before
        print("memory: \(growth) bytes over \(rounds * items.count) verifications")
        #expect(growth < 1 << 20)
    }

    @Test(
        "what a thread needs for itself is in proportion to the items that share their inversions",
        .measuringMemory)
    func needsLess_whenAStageIsSmall() throws {
        var sample = try BatchSample(keys: 8, .printed(for: "memory of stages"))
        let items = try (0..<256).map { try sample.item(key: $0 % 8, isEnrolled: false) }
        var verifiers: [BatchVerifier] = []
        func growth(_ stage: Int?) throws -> Int {
            let before = ResidentMemory.bytes
            for _ in 0..<16 {
                // Each has the memory of a thread, and keeps it.
                let verifier = try verifier {
                    $0.stage = stage
                    $0.tablePolicy = .never
                }
                #expect(try verifier.verify(items).allSatisfy(\.isValid))
                verifiers.append(verifier)
            }
            return ResidentMemory.bytes - before
        }
        _ = try growth(nil)
        let (whole, small) = (try growth(nil), try growth(64))
        print("memory: 16 threads \(whole) bytes with whole batches, \(small) with 64 items")
        #expect(10 * small < 6 * whole && small < 16_000_000)
        #expect(verifiers.count == 48)
    }
}
