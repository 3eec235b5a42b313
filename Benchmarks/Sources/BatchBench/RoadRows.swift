import CCountersignP256
import Countersign
import CountersignBatch
import Crypto
import Foundation

/// The whole road through the Swift API: hex, DER, SHA-256, look-up, verification.
struct RoadRows {
    private static let openssl = 100

    let workload: Workload
    let rounds: Int
    /// Signatures per turn.
    let count: Int
    private(set) var rows: [Row] = []
    /// The road's speed as a share of the bare kernel's.
    private(set) var share = Double.nan

    init(_ workload: Workload, rounds: Int, count: Int = 8192) {
        self.workload = workload
        self.rounds = rounds
        self.count = count
    }

    mutating func measure() throws {
        let kernel = try Kernel.current()
        var configuration = BatchVerifier.Configuration()
        configuration.tablePolicy = .onEnrolment
        let verifier = try BatchVerifier(configuration)
        let handles = try verifier.enrol(
            workload.items.enumerated().map { number, item in
                ("device-\(number)", try VerifyingKey(x963Representation: [4] + item.point))
            })
        var batch = Batch(minimumCapacity: count)
        var items: [BatchItem] = []
        for index in 0..<count {
            let number = index * 7919 % workload.items.count
            let item = workload.items[number]
            items.append(
                BatchItem(key: handles[number], challenge: Challenge(item.challenge), signature: item.field))
            batch.append(items[index])
        }
        let bare = try BareKernel(workload, count: count, kernel: kernel)
        add("bare kernel", kernel, try measured { try bare.verify() })
        add("batch of bytes", kernel, try measured { try Self.verify(verifier, batch) })
        add("array of items", kernel, try measured { try Self.check(verifier.verify(items)) })
        share = try Interleaved(
            rounds: rounds, baselineCount: count, { try bare.verify() }, count: count,
            { try Self.verify(verifier, batch) }
        ).ratio
        try measurePeer()
    }

    private static func verify(_ verifier: BatchVerifier, _ batch: borrowing Batch) throws {
        try check(verifier.verify(batch))
    }

    private static func check(_ verdicts: [BatchVerdict]) throws {
        guard verdicts.allSatisfy(\.isValid) else { throw BenchmarkError("the road: wrong verdict") }
    }

    private func measured(_ body: () throws -> Void) throws -> Interleaved {
        try Interleaved(
            rounds: rounds, baselineCount: Self.openssl, { try workload.verifyByOpenSSL(Self.openssl) }, count: count,
            body)
    }

    private mutating func add(_ path: String, _ kernel: Kernel, _ result: Interleaved) {
        let row = result.row(
            area: "road", path: path, kernel: kernel.name, tableBytes: 32768, keys: workload.items.count, batch: count)
        row.print()
        rows.append(row)
    }

    /// swift-crypto, which is BoringSSL: keys and signatures parsed before, digests taken before.
    private mutating func measurePeer() throws {
        let peers = try workload.items.prefix(100).map { item in
            (
                try P256.Signing.PublicKey(rawRepresentation: item.point),
                try P256.Signing.ECDSASignature(rawRepresentation: item.r + item.s),
                SHA256.hash(data: Array(item.challenge.utf8))
            )
        }
        let result = try Interleaved(
            rounds: rounds, baselineCount: Self.openssl, { try workload.verifyByOpenSSL(Self.openssl) },
            count: peers.count,
            {
                for (key, signature, digest) in peers where !key.isValidSignature(signature, for: digest) {
                    throw BenchmarkError("swift-crypto: wrong verdict")
                }
            })
        let row = result.row(area: "peer", path: "swift-crypto", kernel: "BoringSSL", keys: 100)
        row.print()
        rows.append(row)
    }
}

/// The kernel alone: digests, integers and tables are there already.
private final class BareKernel {
    private var workspace: OpaquePointer?
    private let memory: UnsafeMutableRawPointer
    private var items: [countersign_p256_enrolled_item] = []
    private var verdicts: [UInt8]

    init(_ workload: Workload, count: Int, kernel: Kernel) throws {
        let keys = workload.items.count
        let bytes = 32768
        memory = .allocate(byteCount: keys * bytes, alignment: 2 << 20)
        #if os(Linux)
            // As the verifier's own tables.
            madvise(memory, keys * bytes, MADV_HUGEPAGE)
        #endif
        verdicts = Array(repeating: 0, count: count)
        try Self.check(countersign_p256_workspace_create(kernel.name, &workspace))
        let points = workload.items.flatMap(\.point)
        let cells: [UnsafeMutableRawPointer?] = (0..<keys).map { memory + $0 * bytes }
        var tables = [countersign_p256_table](repeating: countersign_p256_table(), count: keys)
        var results = [UInt8](repeating: 0, count: keys)
        let status = points.withUnsafeBytes { points in
            countersign_p256_build_tables(
                workspace, COUNTERSIGN_P256_TABLE_32K, Self.bound(points.baseAddress), keys, cells, &tables, &results)
        }
        try Self.check(status)
        for index in 0..<count {
            let number = index * 7919 % keys
            var item = countersign_p256_enrolled_item()
            let source = workload.items[number]
            withUnsafeMutableBytes(of: &item.signature) { $0.copyBytes(from: source.digest + source.r + source.s) }
            item.table = tables[number]
            items.append(item)
        }
    }

    deinit {
        countersign_p256_workspace_free(workspace)
        memory.deallocate()
    }

    func verify() throws {
        try Self.check(countersign_p256_verify_enrolled(workspace, items, items.count, &verdicts, nil))
        guard verdicts.allSatisfy({ $0 == 1 }) else { throw BenchmarkError("the kernel: wrong verdict") }
    }

    private static func check(_ status: countersign_p256_status) throws {
        guard status == COUNTERSIGN_P256_OK else {
            throw BenchmarkError(String(cString: countersign_p256_status_text(status)))
        }
    }

    private static func bound<T>(_ memory: UnsafeRawPointer?) -> UnsafePointer<T>? {
        memory?.assumingMemoryBound(to: T.self)
    }
}
