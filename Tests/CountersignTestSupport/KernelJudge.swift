import CCountersignP256

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

/// One kernel's workspace and one table.
public final class KernelRunner {
    private let workspace: OpaquePointer
    private let table: UnsafeMutableRawPointer
    private static let tableBytes = Int(COUNTERSIGN_P256_TABLE_2K.rawValue)

    /// Kernels that this CPU can run, by name.
    public static let names: [String] = (0..<countersign_p256_kernel_count()).compactMap { index in
        var info = countersign_p256_kernel_info()
        guard countersign_p256_kernel_describe(index, &info) == COUNTERSIGN_P256_OK, info.available else { return nil }
        return String(cString: info.name)
    }

    private init(_ name: String) throws {
        var workspace: OpaquePointer?
        let status = countersign_p256_workspace_create(name, &workspace)
        guard status == COUNTERSIGN_P256_OK, let workspace else {
            throw VectorError("\(name): \(String(cString: countersign_p256_status_text(status)))")
        }
        self.workspace = workspace
        table = .allocate(byteCount: Self.tableBytes, alignment: Int(COUNTERSIGN_P256_TABLE_ALIGNMENT))
    }

    deinit {
        countersign_p256_workspace_free(workspace)
        table.deallocate()
    }

    /// A new workspace of kernel `name`. It serves one caller, so each test thread takes its own.
    static func with<Result>(_ name: String, _ body: (KernelRunner) throws -> Result) throws -> Result {
        try body(KernelRunner(name))
    }

    /// As ``SignatureJudge/isValid``; the item runs alone, and then in a batch with its twin and a broken copy.
    func isValid(_ key: [UInt8], _ digest: [UInt8], _ rs: [UInt8], isEnrolled: Bool) throws -> Bool {
        guard key.count == 65, key[0] == 4, rs.count == 64, !digest.isEmpty else { return false }
        var signature = countersign_p256_signature()
        // The leftmost 256 bits count; a shorter digest is a smaller number.
        let padded = Array(repeating: 0, count: max(0, 32 - digest.count)) + digest.prefix(32)
        withUnsafeMutableBytes(of: &signature.digest) { $0.copyBytes(from: padded) }
        withUnsafeMutableBytes(of: &signature.r) { $0.copyBytes(from: rs.prefix(32)) }
        withUnsafeMutableBytes(of: &signature.s) { $0.copyBytes(from: rs.suffix(32)) }
        var broken = signature
        withUnsafeMutableBytes(of: &broken.digest) { $0[13] ^= 0x10 }
        let batch = [signature, broken, signature, signature]
        let verdicts = try isEnrolled ? enrolled(batch, key) : unknown(batch, key)
        let alone = try isEnrolled ? enrolled([signature], key) : unknown([signature], key)
        guard Set([verdicts[0], verdicts[2], verdicts[3], alone[0]]).count == 1 else {
            throw VectorError("one signature has several verdicts: \(alone) alone, \(verdicts) in a batch")
        }
        guard verdicts[1] != UInt8(COUNTERSIGN_P256_VALID.rawValue) else {
            throw VectorError("a signature of another digest is valid")
        }
        return alone[0] == UInt8(COUNTERSIGN_P256_VALID.rawValue)
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
        var built = countersign_p256_table()
        var result = UInt8.max
        var place: UnsafeMutableRawPointer? = table
        let status = key.dropFirst().withUnsafeBytes { key in
            countersign_p256_build_tables(
                workspace, COUNTERSIGN_P256_TABLE_2K, key.baseAddress?.assumingMemoryBound(to: RawKey.self), 1, &place,
                &built, &result)
        }
        try check(status)
        guard result == UInt8(COUNTERSIGN_P256_VALID.rawValue) else {
            return Array(repeating: result, count: signatures.count)
        }
        let items = signatures.map { countersign_p256_enrolled_item(signature: $0, table: built) }
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
