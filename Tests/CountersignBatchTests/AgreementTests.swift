import Countersign
import CountersignBatch
import CountersignTestSupport
import Testing

@Suite("Agreement with OpenSSL")
struct AgreementTests {
    /// Signatures whose integers, digests and keys are at the edges of their ranges.
    private static func edges(_ random: inout SeededRandom) -> [(r: [UInt8], s: [UInt8], digest: [UInt8])] {
        let order = BatchSample.order
        var values: [[UInt8]] = [[], [1], [2], [3], Array(repeating: 0xFF, count: 32), order]
        for distance in 1...3 {
            var below = order
            below[31] -= UInt8(distance)
            var above = order
            above[31] += UInt8(distance)
            values += [below, above]
        }
        values = values.map { Array(repeating: 0, count: 32 - $0.count) + $0 }
        var edges: [(r: [UInt8], s: [UInt8], digest: [UInt8])] = []
        for r in values {
            for s in values { edges.append((r, s, random.bytes(32))) }
        }
        return edges + values.flatMap { digest in values.map { (random.bytes(32), $0, digest) } }
    }

    private static func raw(
        _ batch: inout Batch, point: [UInt8], digest: [UInt8], integers: [UInt8]
    ) {
        point.withUnsafeBytes { point in
            digest.withUnsafeBytes { digest in
                integers.withUnsafeBytes { integers in
                    _ = unsafe batch.append(
                        key: .point(point), message: .digest(digest), signature: .integers(integers))
                }
            }
        }
    }

    @Test("crafted integers and digests have OpenSSL's verdict on every kernel")
    func agrees_onCraftedIntegers() throws {
        var random = SeededRandom.printed(for: "crafted integers")
        let edges = Self.edges(&random)
        let key = try SigningKey().verifyingKey.x963Representation
        // The generator as a key, and its negative, collide with the tables of the generator.
        let generator = try SigningKey(scalar: Array(repeating: 0, count: 31) + [1]).verifyingKey.x963Representation
        let negative = try SigningKey(scalar: Self.minusOne).verifyingKey.x963Representation
        var batch = Batch()
        for point in [key, generator, negative].map({ Array($0.dropFirst()) }) {
            for edge in edges { Self.raw(&batch, point: point, digest: edge.digest, integers: edge.r + edge.s) }
        }
        // u1·G = ±u2·Q: a signature of the key 1 or n - 1 with r = e.
        for point in [generator, negative].map({ Array($0.dropFirst()) }) {
            for _ in 0..<8 {
                let e = random.bytes(31)
                Self.raw(&batch, point: point, digest: [0] + e, integers: [0] + e + random.bytes(32))
            }
        }
        let expected = try verifier(.openSSL).verify(batch)
        #expect(expected.count == 3 * edges.count + 16 && edges.count == 288)
        for kernel in usableKernels {
            for policy in [TablePolicy.never, .onSecondUse] {
                let verifier = try verifier(kernel) { $0.tablePolicy = policy }
                for _ in 0..<2 { #expect(try verifier.verify(batch) == expected, "\(kernel), tables \(policy)") }
            }
        }
    }

    private static var minusOne: [UInt8] {
        var value = BatchSample.order
        value[31] -= 1
        return value
    }

    @Test("random, mutated and malformed items have OpenSSL's verdict on every kernel (CARD-018)")
    func agrees_onMixedItems() throws {
        let total = count("COUNTERSIGN_BATCH_CASES", default: 20_000)
        var random = SeededRandom.printed(for: "mixed items")
        var sample = try BatchSample(keys: 40, random)
        // A pool of signatures of every flaw; cases are drawn from it and mutated further.
        let pool = try (0..<720).map { index in
            try sample.item(key: index % 40, isEnrolled: index % 3 == 0, flaw: Flaw.allCases[index % Flaw.allCases.count])
        }
        let reference = try verifier(.openSSL)
        let verifiers = try usableKernels.filter { $0 != .openSSL }.map { kernel in
            try verifier(kernel) { $0.tableSize = TableSize.allCases[Int(random.next() % 5)] }
        }
        for each in verifiers + [reference] { try sample.enrol(40, in: each) }
        var done = 0
        var valid = 0
        while done < total {
            let items = (0..<min(2_000, total - done)).map { _ in Self.mutated(pool, &random) }
            let expected = try reference.verify(items)
            for each in verifiers {
                let verdicts = try each.verify(items)
                let difference = zip(verdicts, expected).enumerated().first { $1.0 != $1.1 }
                #expect(difference == nil, "\(each.kernel): \(difference.map { "\(items[$0.offset])" } ?? "") \(random)")
            }
            done += items.count
            valid += expected.count(where: \.isValid)
        }
        print("agreement with OpenSSL: \(done) cases on \(verifiers.count) kernels, \(valid) valid")
        #expect(done == total && valid > total / 20 && valid < total)
    }

    /// An item of the pool as it is, or with one byte of its field, text or integers changed.
    private static func mutated(_ pool: [BatchItem], _ random: inout SeededRandom) -> BatchItem {
        var item = pool[Int(random.next() % UInt64(pool.count))]
        switch random.next() % 4 {
        case 0:
            guard case .field(let field) = item.signature, !field.isEmpty else { break }
            var bytes = Array(field.utf8)
            bytes[Int(random.next() % UInt64(bytes.count))] = Array("0123456789abcdefABCDEFgG-".utf8)[Int(random.next() % 25)]
            item.signature = .field(String(decoding: bytes, as: UTF8.self))
        case 1:
            guard case .integers(var r, let s) = item.signature else { break }
            r[Int(random.next() % UInt64(r.count))] ^= UInt8(1) << UInt8(random.next() % 8)
            item.signature = .integers(r: r, s: s)
        default: break
        }
        return item
    }
}
