import ABICaller
import Countersign
import CountersignBatch
import Foundation

/// Keys and signatures, verified by the Swift API and by the C library.
final class ABIBench {
    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// Two times per signature in microseconds, and what is made of them round by round.
    struct Comparison {
        let swift: String
        let c: String
        let figure: String
        let quartiles: String
    }

    private static let batchCount = 8192

    private let keys: [VerifyingKey]
    private let challenges: [Challenge]
    private let fields: [String]
    private var samples: [abi_sample] = []
    private var memory: [UnsafeMutableRawPointer] = []
    private var next = 0

    init(library: String) throws {
        if let reason = abi_load(library) { throw Failure(String(cString: reason)) }
        var keys: [VerifyingKey] = []
        var challenges: [Challenge] = []
        var fields: [String] = []
        for number in 0..<500 {
            let key = try SigningKey()
            // The length of the bank's published texts.
            let challenge = Challenge(
                "\(UInt64.random(in: .min ... .max))-\(UInt64.random(in: .min ... .max))-\(number)")
            keys.append(key.verifyingKey)
            challenges.append(challenge)
            fields.append(try key.field(for: challenge))
        }
        (self.keys, self.challenges, self.fields) = (keys, challenges, fields)
        for index in keys.indices {
            samples.append(
                abi_sample(
                    point: place(keys[index].x963Representation), text: place(challenges[index].utf8),
                    text_length: challenges[index].utf8.count, field: place(Array(fields[index].utf8)),
                    field_length: fields[index].utf8.count))
        }
        let kept = UnsafeMutableBufferPointer<abi_sample>.allocate(capacity: samples.count)
        _ = kept.initialize(from: samples)
        memory.append(UnsafeMutableRawPointer(kept.baseAddress!))
        guard abi_prepare(kept.baseAddress, kept.count) == 0 else { throw Failure("the library took no key") }
    }

    deinit { memory.forEach { $0.deallocate() } }

    var kernel: String { get throws { try Kernel.current().name } }

    private func place(_ bytes: [UInt8]) -> UnsafeRawPointer {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 1)
        copy.copyMemory(from: bytes, byteCount: bytes.count)
        memory.append(copy)
        return UnsafeRawPointer(copy)
    }

    // MARK: One by one

    /// The overhead in nanoseconds: the median over the rounds of what the C call took longer.
    func singles(rounds: Int) throws -> Comparison {
        let calls = 100
        let times = try inTurns(rounds, { try swiftSingles(calls) }) { abi_verify_singles(calls) }
        let differences = times.map { ($0.c - $0.swift) / Double(calls) * 1e9 }
        return Comparison(
            swift: fixed(median(times.map { $0.swift }) / Double(calls) * 1e6, 3),
            c: fixed(median(times.map { $0.c }) / Double(calls) * 1e6, 3),
            figure: fixed(median(differences), 0),
            quartiles: "\(fixed(quantile(differences, 0.25), 0)) to \(fixed(quantile(differences, 0.75), 0))")
    }

    private func swiftSingles(_ calls: Int) throws {
        for _ in 0..<calls {
            let which = next % keys.count
            next += 1
            guard try keys[which].isValidSignature(field: fields[which], for: challenges[which]) else {
                throw Failure("the Swift API: wrong verdict")
            }
        }
    }

    // MARK: Many at once

    /// The share in percent: the Swift API's time by the C call's, median over the rounds. The Swift side verifies a
    /// batch that was filled before; the C call has to read its items each time.
    func batches(rounds: Int) throws -> Comparison {
        var configuration = BatchVerifier.Configuration()
        configuration.tablePolicy = .onEnrolment
        let verifier = try BatchVerifier(configuration)
        let handles = try verifier.enrol(keys.enumerated().map { ("device-\($0.offset)", $0.element) })
        var batch = Batch(minimumCapacity: Self.batchCount)
        for index in 0..<Self.batchCount {
            let which = index * 7919 % keys.count
            batch.append(BatchItem(key: handles[which], challenge: challenges[which], signature: fields[which]))
        }
        let times = try inTurns(rounds, { try Self.verify(verifier, batch) }) { abi_verify_batch(Self.batchCount) }
        let shares = times.map { 100 * $0.swift / $0.c }
        return Comparison(
            swift: fixed(median(times.map { $0.swift }) / Double(Self.batchCount) * 1e6, 3),
            c: fixed(median(times.map { $0.c }) / Double(Self.batchCount) * 1e6, 3),
            figure: fixed(median(shares), 1),
            quartiles: "\(fixed(quantile(shares, 0.25), 1)) to \(fixed(quantile(shares, 0.75), 1))")
    }

    private static func verify(_ verifier: BatchVerifier, _ batch: borrowing Batch) throws {
        guard try verifier.verify(batch).allSatisfy(\.isValid) else { throw Failure("the batch: wrong verdict") }
    }

    // MARK: Rounds

    /// Swift, C, C, Swift: what the machine does meanwhile hits both, and each side finds its own tables in the cache
    /// once and the other's once. The first round warms up.
    private func inTurns(
        _ rounds: Int, _ swift: () throws -> Void, _ c: () -> Int
    ) throws -> [(swift: Double, c: Double)] {
        var times: [(swift: Double, c: Double)] = []
        for round in 0...rounds {
            let start = abi_thread_seconds()
            try swift()
            let first = abi_thread_seconds()
            guard c() == 0, c() == 0 else { throw Failure("the C library: wrong verdict") }
            let second = abi_thread_seconds()
            try swift()
            let end = abi_thread_seconds()
            if round > 0 { times.append((swift: (first - start + end - second) / 2, c: (second - first) / 2)) }
        }
        return times
    }

    private func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

    private func quantile(_ values: [Double], _ share: Double) -> Double {
        values.sorted()[Int(share * Double(values.count - 1) + 0.5)]
    }
}

/// A number with a fixed number of decimals.
func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
}
