import CCountersignP256
import Synchronization

/// Kernels of `CCountersignP256` as judges: the same rows run on every kernel that this CPU has, on both paths.
extension SignatureJudge {
    /// One judge per kernel and path: unknown keys, and enrolled keys with the smallest table.
    public static let kernels: [SignatureJudge] = KernelRunner.names.flatMap { name in
        [
            SignatureJudge("\(name), unknown key") { key, digest, rs in
                try KernelRunner.with(name) { try $0.isValid(key, digest, rs, isEnrolled: false) }
            },
            SignatureJudge("\(name), enrolled key") { key, digest, rs in
                try KernelRunner.with(name) { try $0.isValid(key, digest, rs, isEnrolled: true) }
            },
        ]
    }
}

/// One kernel's workspace, and the table of the key that was last asked for. Used under the lock of `runners` only.
public final class KernelRunner: @unchecked Sendable {
    private let lanes: UInt32
    private var lastKey: [UInt8] = []
    private var lastTable = countersign_p256_table()
    private var lastResult = UInt8.max
    private let workspace: OpaquePointer
    private let table: UnsafeMutableRawPointer
    private static let tableBytes = Int(COUNTERSIGN_P256_TABLE_2K.rawValue)

    /// Kernels that this CPU can run, by name.
    public static let names: [String] = (0..<countersign_p256_kernel_count()).compactMap { index in
        var info = countersign_p256_kernel_info()
        guard countersign_p256_kernel_describe(index, &info) == COUNTERSIGN_P256_OK, info.available else { return nil }
        return String(cString: info.name)
    }

    private static func lanes(of name: String) -> UInt32 {
        for index in 0..<countersign_p256_kernel_count() {
            var info = countersign_p256_kernel_info()
            _ = countersign_p256_kernel_describe(index, &info)
            if String(cString: info.name) == name { return info.lanes }
        }
        return 0
    }

    private init(_ name: String) throws {
        var workspace: OpaquePointer?
        let status = countersign_p256_workspace_create(name, &workspace)
        guard status == COUNTERSIGN_P256_OK, let workspace else {
            throw VectorError("\(name): \(String(cString: countersign_p256_status_text(status)))")
        }
        self.workspace = workspace
        lanes = Self.lanes(of: name)
        table = .allocate(byteCount: Self.tableBytes, alignment: Int(COUNTERSIGN_P256_TABLE_ALIGNMENT))
    }

    deinit {
        countersign_p256_workspace_free(workspace)
        table.deallocate()
    }

    private static let runners = Mutex<[String: KernelRunner]>([:])

    /// The runner of kernel `name`, which serves one caller at a time.
    static func with<Result>(_ name: String, _ body: (KernelRunner) throws -> Result) throws -> Result {
        try runners.withLock { runners in
            let runner = try runners[name] ?? KernelRunner(name)
            runners[name] = runner
            return try body(runner)
        }
    }

    /// As ``SignatureJudge/isValid``; the item runs alone on one lane, and on several in a batch with a broken copy
    /// and its twin.
    func isValid(_ key: [UInt8], _ digest: [UInt8], _ rs: [UInt8], isEnrolled: Bool) throws -> Bool {
        guard key.count == 65, key[0] == 4, rs.count == 64, !digest.isEmpty else { return false }
        var signature = countersign_p256_signature()
        // The leftmost 256 bits count; a shorter digest is a smaller number.
        let padded = Array(repeating: 0, count: max(0, 32 - digest.count)) + digest.prefix(32)
        withUnsafeMutableBytes(of: &signature.digest) { $0.copyBytes(from: padded) }
        withUnsafeMutableBytes(of: &signature.r) { $0.copyBytes(from: rs.prefix(32)) }
        withUnsafeMutableBytes(of: &signature.s) { $0.copyBytes(from: rs.suffix(32)) }
        // A vector kernel leaves an item that comes alone to a kernel of one lane, so it gets a batch.
        let batch = lanes == 1 ? [signature] : [signature, broken(signature), signature]
        let verdicts = try isEnrolled ? enrolled(batch, key) : unknown(batch, key)
        guard verdicts.first == verdicts.last else {
            throw VectorError("one signature has two verdicts in a batch: \(verdicts)")
        }
        guard lanes == 1 || verdicts[1] != UInt8(COUNTERSIGN_P256_VALID.rawValue) else {
            throw VectorError("a signature of another digest is valid")
        }
        return verdicts[0] == UInt8(COUNTERSIGN_P256_VALID.rawValue)
    }

    private func broken(_ signature: countersign_p256_signature) -> countersign_p256_signature {
        var broken = signature
        withUnsafeMutableBytes(of: &broken.digest) { $0[13] ^= 0x10 }
        return broken
    }

    private func unknown(_ signatures: [countersign_p256_signature], _ key: [UInt8]) throws -> [UInt8] {
        let items = signatures.map { signature in
            var item = countersign_p256_item()
            item.signature = signature
            withUnsafeMutableBytes(of: &item.key) { $0.copyBytes(from: key.dropFirst()) }
            return item
        }
        var verdicts = [UInt8](repeating: .max, count: items.count)
        try check(countersign_p256_verify(workspace, items, items.count, &verdicts, nil))
        return verdicts
    }

    private func enrolled(_ signatures: [countersign_p256_signature], _ key: [UInt8]) throws -> [UInt8] {
        if lastKey != key {
            var place: UnsafeMutableRawPointer? = table
            lastKey = []
            let status = key.dropFirst().withUnsafeBytes { key in
                countersign_p256_build_tables(
                    workspace, COUNTERSIGN_P256_TABLE_2K, key.baseAddress?.assumingMemoryBound(to: RawKey.self), 1,
                    &place, &lastTable, &lastResult)
            }
            try check(status)
            lastKey = key
        }
        guard lastResult == UInt8(COUNTERSIGN_P256_VALID.rawValue) else {
            return Array(repeating: lastResult, count: signatures.count)
        }
        let items = signatures.map { countersign_p256_enrolled_item(signature: $0, table: lastTable) }
        var verdicts = [UInt8](repeating: .max, count: items.count)
        try check(countersign_p256_verify_enrolled(workspace, items, items.count, &verdicts, nil))
        return verdicts
    }

    private func check(_ status: countersign_p256_status) throws {
        guard status == COUNTERSIGN_P256_OK else {
            throw VectorError(String(cString: countersign_p256_status_text(status)))
        }
    }

    /// `uint8_t[64]` as Swift sees it.
    private typealias RawKey = (
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
    )
}
