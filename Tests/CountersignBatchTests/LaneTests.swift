import Countersign
import CountersignBatch
import CountersignTestSupport
import Testing

@Suite("Lanes: one bad item never spoils another")
struct LaneTests {
    @Test("each flaw in each lane changes its own verdict only", arguments: usableKernels)
    func changesOneVerdict_whenOneItemIsFlawed(kernel: Kernel) throws {
        var sample = try BatchSample(keys: 4, .printed(for: "lanes on \(kernel)"))
        let lanes = max(8, kernel.lanes)
        var checked = 0
        for isEnrolled in [false, true] {
            let verifier = try verifier(kernel) { $0.tablePolicy = isEnrolled ? .onEnrolment : .never }
            try sample.enrol(4, in: verifier)
            let good = try (0..<lanes).map { try sample.item(key: $0 % 4, isEnrolled: isEnrolled) }
            for flaw in Flaw.allCases {
                for lane in 0..<lanes {
                    var items = good
                    items[lane] = try sample.item(key: lane % 4, isEnrolled: isEnrolled, flaw: flaw)
                    var expected = Array(repeating: BatchVerdict.Code.ok, count: lanes)
                    expected[lane] = flaw.code
                    #expect(try verifier.verify(items).map(\.code) == expected, "\(flaw) in lane \(lane)")
                    checked += 1
                }
            }
        }
        #expect(checked == 2 * Flaw.allCases.count * lanes)
    }

    @Test("batches of any size keep their order", arguments: usableKernels)
    func keepsTheOrder_whateverTheSize(kernel: Kernel) throws {
        var sample = try BatchSample(keys: 3, .printed(for: "sizes on \(kernel)"))
        // Whole batches of the kernel, and as few as there may be.
        let verifiers = try [nil, 1].map { stage in try verifier(kernel) { $0.stage = stage } }
        for verifier in verifiers { try sample.enrol(2, in: verifier) }
        let flaws = Flaw.allCases
        let pool = try flaws.enumerated().map { index, flaw in
            try sample.item(key: index % 3, isEnrolled: index % 3 < 2, flaw: flaw)
        }
        let around = [8, 16, 32, 64, kernel.batch].flatMap { [$0 - 1, $0, $0 + 1] }
        for size in [0, 1, 2] + around {
            let order = (0..<size).map { _ in Int(sample.random.next() % UInt64(pool.count)) }
            for verifier in verifiers {
                let verdicts = try verifier.verify(order.map { pool[$0] })
                #expect(verdicts.map(\.code) == order.map { flaws[$0].code }, "size \(size)")
            }
        }
    }

    @Test("a defect is named with its place")
    func namesTheDefect_whenASignatureIsMalformed() throws {
        var sample = try BatchSample(keys: 1, .printed(for: "defects"))
        let verifier = try verifier()
        let flaws: [(Flaw, String, Int)] = [
            (.notHex, "hex_digit", 0), (.empty, "hex_empty", 0), (.zeroR, "r_zero", 0),
            (.hugeS, "s_not_below_order", 0),
        ]
        for (flaw, name, offset) in flaws {
            let verdict = try #require(
                try verifier.verify([sample.item(key: 0, isEnrolled: false, flaw: flaw)]).first)
            let defect = try #require(verdict.defect)
            #expect(defect.name == name)
            if name.hasPrefix("hex") { #expect(defect.offset == offset) }
            #expect(!defect.reason.isEmpty)
        }
        // One byte more may be one too many for any signature, where both integers have their sign bytes.
        let padded = try verifier.verify([sample.item(key: 0, isEnrolled: false, flaw: .leadingZero)]).first?.defect
        #expect(["r_leading_zero", "hex_too_long"].contains(padded?.name))
        #expect(padded?.offset == (padded?.name == "hex_too_long" ? 144 : 4))
        #expect(try verifier.verify([sample.item(key: 0, isEnrolled: false)]).first?.defect == nil)
    }

    @Test("a point that is not on the curve is the fault of its item, not of the call", arguments: usableKernels)
    func reportsTheKey_whenItsPointIsNotOnTheCurve(kernel: Kernel) throws {
        let sample = try BatchSample(keys: 1, .printed(for: "off-curve keys on \(kernel)"))
        let verifier = try verifier(kernel)
        let good = sample.keys[0].verifyingKey.x963Representation.dropFirst()
        var bad = Array(good)
        bad[40] ^= 1
        let points = [Array(good), bad, Array(repeating: 0, count: 64), Array(repeating: 0xFF, count: 64)]
        let expected: [BatchVerdict.Code] = [.ok, .keyMalformed, .keyMalformed, .keyMalformed]
        let challenge = Challenge("212212")
        let field = Array(try sample.keys[0].field(for: challenge).utf8)
        // More than twice, so that the table of a bad key is tried too.
        for round in 0..<4 {
            var batch = Batch()
            for point in points {
                point.withUnsafeBytes { point in
                    challenge.utf8.withUnsafeBytes { text in
                        field.withUnsafeBytes { field in
                            _ = unsafe batch.append(
                                key: .point(point), message: .challenge(text), signature: .field(field))
                        }
                    }
                }
            }
            #expect(try verifier.verify(batch).map(\.code) == expected, "round \(round)")
        }
    }
}
