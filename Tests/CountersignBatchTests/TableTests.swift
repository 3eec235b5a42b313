import Countersign
import CountersignBatch
import CountersignTestSupport
import Testing

@Suite("Tables of keys")
struct TableTests {
    /// A verifier with room for `tables` tables of 2 KB.
    private func small(_ tables: Int, policy: TablePolicy = .onSecondUse) throws -> BatchVerifier {
        try verifier(Kernel.named("portable")) {
            $0.tableSize = .kilobytes2
            $0.tableBudget = tables * 2048
            $0.tablePolicy = policy
        }
    }

    @Test("a key gets its table on its second use")
    func buildsATable_onSecondUse() throws {
        var sample = try BatchSample(keys: 2, .printed(for: "second use"))
        for isEnrolled in [false, true] {
            let verifier = try small(8)
            try sample.enrol(2, in: verifier)
            let item = try sample.item(key: 0, isEnrolled: isEnrolled)
            #expect(try verifier.verify([item]).allSatisfy(\.isValid))
            #expect(verifier.statistics.tables == 0)
            #expect(try verifier.verify([item]).allSatisfy(\.isValid))
            #expect(verifier.statistics.tables == 1)
            #expect(verifier.statistics.tableHits == 0)
            #expect(try verifier.verify([item, item]).allSatisfy(\.isValid))
            #expect(verifier.statistics.tableHits == 2)
            #expect(verifier.statistics.tableBuilds == 1)
        }
    }

    @Test("a key that comes along and is enrolled too has one table")
    func sharesTheTable_whenTheSameKeyIsNamedTwoWays() throws {
        var sample = try BatchSample(keys: 1, .printed(for: "one table"))
        let verifier = try small(8, policy: .onEnrolment)
        let handle = try #require(try sample.enrol(1, in: verifier).first)
        var items = [try sample.item(key: 0, isEnrolled: true), try sample.item(key: 0, isEnrolled: false)]
        items.append(items[0])
        items[2].key = .handle(handle)
        #expect(try verifier.verify(items).allSatisfy(\.isValid))
        #expect(verifier.statistics.tables == 1)
        #expect(verifier.statistics.tableHits == 3)
    }

    @Test("a key gets its table when it is enrolled, if that was asked for")
    func buildsTables_onEnrolment() throws {
        let sample = try BatchSample(keys: 20, .printed(for: "enrolment"))
        let verifier = try small(32, policy: .onEnrolment)
        try sample.enrol(20, in: verifier)
        #expect(verifier.statistics.tables == 20)
        #expect(verifier.statistics.enrolledKeys == 20)
        // Once more changes nothing.
        try sample.enrol(20, in: verifier)
        #expect(verifier.statistics.tableBuilds == 20)
    }

    @Test("tables that are asked for are not thrown out for one another while there are others")
    func keepsATable_whenItIsAskedForOnceMore() throws {
        var sample = try BatchSample(keys: 6, .printed(for: "asked for once more"))
        let verifier = try small(4)
        let handles = try sample.enrol(6, in: verifier)
        try verifier.buildTables(for: Array(handles[..<4]))
        try verifier.buildTables(for: [handles[0], handles[4]])
        #expect(verifier.statistics.tables == 4)
        #expect(verifier.statistics.tableBuilds == 5)
        let items = try [0, 4].map { try sample.item(key: $0, isEnrolled: true) }
        #expect(try verifier.verify(items).allSatisfy(\.isValid))
        #expect(verifier.statistics.tableHits == 2)
    }

    @Test("every key of an enrolment gets its table, also where a thread's memory is for few", arguments: usableKernels)
    func buildsEveryTable_whenAStageIsSmall(kernel: Kernel) throws {
        let count = 40
        var sample = try BatchSample(keys: count, .printed(for: "enrolment in small stages on \(kernel)"))
        for size: TableSize in [.kilobytes2, .kilobytes32, .kilobytes64] {
            let verifier = try verifier(kernel) {
                $0.tableSize = size
                $0.tablePolicy = .onEnrolment
                $0.stage = 1
            }
            try sample.enrol(count, in: verifier)
            #expect(verifier.statistics.tables == (kernel == .openSSL ? 0 : count))
            let items = try (0..<count).map { try sample.item(key: $0, isEnrolled: true) }
            #expect(try verifier.verify(items).allSatisfy(\.isValid))
        }
    }

    @Test("no more tables are held than the budget allows; the one unused for the longest goes")
    func evictsTheOldest_whenTheBudgetIsUsedUp() throws {
        var sample = try BatchSample(keys: 5, .printed(for: "eviction"))
        let verifier = try small(4)
        let items = try (0..<5).map { try sample.item(key: $0, isEnrolled: false) }
        func use(_ number: Int) throws { #expect(try verifier.verify([items[number]]).allSatisfy(\.isValid)) }
        for number in 0..<4 {
            try use(number)
            try use(number)
        }
        #expect(verifier.statistics.tables == 4)
        try use(0)  // Now 1 is the oldest.
        try use(4)
        try use(4)
        #expect(verifier.statistics.tables == 4)
        #expect(verifier.statistics.tableEvictions == 1)
        let hits = verifier.statistics.tableHits
        for number in [0, 2, 3, 4] { try use(number) }
        #expect(verifier.statistics.tableHits == hits + 4)
        try use(1)
        #expect(verifier.statistics.tableHits == hits + 4)
    }

    @Test("a key off the curve that takes the place of another is not verified against that one's table (D5)")
    func refusesAKeyOffTheCurve_whenATableGoesForIt() throws {
        var sample = try BatchSample(keys: 5, .printed(for: "eviction by bad keys"))
        let good = try (0..<4).map { try sample.item(key: $0, isEnrolled: false) }
        let signer = sample.keys[0]
        let signature = try signer.signature(for: "a text")
        let (digest, integers) = try (ChallengeDigest(of: "a text").bytes, signature.r + signature.s)
        for kernel in usableKernels {
            let verifier = try verifier(kernel) {
                $0.tableSize = .kilobytes2
                $0.tableBudget = 4 * 2048
            }
            for _ in 0..<3 { #expect(try verifier.verify(good).allSatisfy(\.isValid)) }
            for change in UInt8(1)...8 {
                var point = Array(signer.verifyingKey.x963Representation.dropFirst())
                point[63] ^= change
                // Until it would have a table of its own.
                for _ in 0..<3 {
                    let batch = Self.batch(of: point, digest, integers)
                    #expect(try verifier.verify(batch).map(\.code) == [.keyMalformed, .keyMalformed], "\(kernel)")
                }
            }
            #expect(try verifier.verify(good).allSatisfy(\.isValid), "\(kernel)")
        }
    }

    /// The same twice, as it comes from callers that have bytes.
    private static func batch(of point: [UInt8], _ digest: [UInt8], _ integers: [UInt8]) -> Batch {
        var batch = Batch()
        for _ in 0..<2 {
            point.withUnsafeBytes { point in
                digest.withUnsafeBytes { digest in
                    integers.withUnsafeBytes { integers in
                        _ = batch.append(key: .point(point), message: .digest(digest), signature: .integers(integers))
                    }
                }
            }
        }
        return batch
    }

    @Test("keys that come by in turns do not wash the tables out")
    func keepsTables_whenMoreKeysComeInTurnsThanFit() throws {
        var sample = try BatchSample(keys: 12, .printed(for: "turns"))
        let verifier = try small(8)
        let items = try (0..<12).map { try sample.item(key: $0, isEnrolled: false) }
        for _ in 0..<20 {
            for item in items { #expect(try verifier.verify([item]).allSatisfy(\.isValid)) }
        }
        #expect(verifier.statistics.tableEvictions < 20)
        #expect(verifier.statistics.tableHits > 12 * 20 / 3)
    }

    @Test("without a budget or with a policy of never, nothing is built", arguments: [true, false])
    func buildsNothing_whenItMayNot(hasBudget: Bool) throws {
        var sample = try BatchSample(keys: 1, .printed(for: "no tables"))
        let verifier = try small(hasBudget ? 8 : 0, policy: hasBudget ? .never : .onSecondUse)
        let item = try sample.item(key: 0, isEnrolled: false)
        for _ in 0..<4 { #expect(try verifier.verify([item]).allSatisfy(\.isValid)) }
        #expect(verifier.statistics.tableBuilds == 0)
    }

    @Test("every table size gives the same verdicts on every kernel", arguments: TableSize.allCases)
    func givesTheSameVerdicts_whateverTheSize(size: TableSize) throws {
        var sample = try BatchSample(keys: 6, .printed(for: "table of \(size.rawValue) bytes"))
        let items = try (0..<54).map { index in
            try sample.item(key: index % 6, isEnrolled: true, flaw: Flaw.allCases[index % Flaw.allCases.count])
        }
        let expected = (0..<54).map { Flaw.allCases[$0 % Flaw.allCases.count].code }
        for kernel in usableKernels where kernel != .openSSL {
            let verifier = try verifier(kernel) {
                $0.tableSize = size
                $0.tablePolicy = .onEnrolment
            }
            try sample.enrol(6, in: verifier)
            #expect(try verifier.verify(items).map(\.code) == expected, "\(kernel)")
            #expect(verifier.statistics.tables == 6 && verifier.statistics.tableHits > 0)
        }
    }

    @Test("a removed key is unknown, also by its handle, and its id is free again")
    func forgetsAKey_whenItIsRemoved() throws {
        var sample = try BatchSample(keys: 2, .printed(for: "removal"))
        let verifier = try verifier()
        let handle = try verifier.enrol(sample.keys[0].verifyingKey, id: "device-0")
        #expect(verifier.handle(id: "device-0") == handle)
        #expect(batchErrorCode { _ = try verifier.enrol(sample.keys[1].verifyingKey, id: "device-0") } == .keyIDTaken)
        let byID = try sample.item(key: 0, isEnrolled: true)
        var byHandle = byID
        byHandle.key = .handle(handle)
        for _ in 0..<3 { #expect(try verifier.verify([byID, byHandle]).map(\.code) == [.ok, .ok]) }
        #expect(verifier.remove(id: "device-0"))
        #expect(!verifier.remove(id: "device-0"))
        #expect(try verifier.verify([byID, byHandle]).map(\.code) == [.keyUnknown, .keyUnknown])
        let other = try verifier.enrol(sample.keys[1].verifyingKey, id: "device-0")
        #expect(other != handle)
        #expect(try verifier.verify([byID, byHandle]).map(\.code) == [.signatureMismatch, .keyUnknown])
        byHandle.key = .handle(KeyHandle(rawValue: .max))
        #expect(try verifier.verify([byHandle]).map(\.code) == [.keyUnknown])
    }

    @Test("ids are compared as bytes")
    func tellsIDsApart_whenOnlyTheirBytesDiffer() throws {
        let sample = try BatchSample(keys: 2, .printed(for: "ids"))
        let verifier = try verifier()
        let composed = try verifier.enrol(sample.keys[0].verifyingKey, id: "é")
        let decomposed = try verifier.enrol(sample.keys[1].verifyingKey, id: "e\u{301}")
        #expect(composed != decomposed)
        #expect(verifier.handle(id: "é") == composed && verifier.handle(id: "e\u{301}") == decomposed)
        let empty = try verifier.enrol(sample.keys[1].verifyingKey, id: "")
        #expect(verifier.handle(id: "") == empty)
    }
}
