import CCountersignP256
import Countersign
import Synchronization

/// OpenSSL behind the same face as a kernel.
final class ReferenceVerifier: Sendable {
    /// Checked keys that are kept; when there are more, all are forgotten.
    private static let keptKeys = 4096

    private let kept = Mutex<[[UInt8]: VerifyingKey]>([:])

    /// A verdict byte per item, as the kernels give it.
    func verify(
        _ items: UnsafePointer<countersign_p256_item>, _ count: Int, _ results: UnsafeMutablePointer<UInt8>
    ) throws {
        for index in 0..<count {
            let item = unsafe items[index]
            unsafe results[index] = UInt8(try verdict(item).rawValue)
        }
    }

    /// Whether OpenSSL gives the known answers of the kernels.
    static var givesKnownAnswers: Bool {
        let verifier = ReferenceVerifier()
        var item: UnsafePointer<countersign_p256_item>?
        var expected: UInt8 = 0
        var index = 0
        while unsafe countersign_p256_known_answer(index, &item, &expected), let known = unsafe item {
            guard let verdict = try? verifier.verdict(unsafe known.pointee), verdict.rawValue == UInt32(expected) else {
                return false
            }
            index += 1
        }
        return index > 0
    }

    private func verdict(_ item: countersign_p256_item) throws -> countersign_p256_verdict {
        let point = unsafe withUnsafeBytes(of: item.key) { unsafe Array($0) }
        guard let key = self.key(point) else { return COUNTERSIGN_P256_BAD_KEY }
        let r = unsafe withUnsafeBytes(of: item.signature.r) { unsafe Array($0) }
        let s = unsafe withUnsafeBytes(of: item.signature.s) { unsafe Array($0) }
        guard let signature = try? Signature(r: r, s: s) else { return COUNTERSIGN_P256_BAD_RANGE }
        let digest = unsafe withUnsafeBytes(of: item.signature.digest) { unsafe Array($0) }
        return try key.isValidSignature(signature, digest: digest) ? COUNTERSIGN_P256_VALID : COUNTERSIGN_P256_INVALID
    }

    private func key(_ point: [UInt8]) -> VerifyingKey? {
        if let key = kept.withLock({ $0[point] }) { return key }
        guard let key = try? VerifyingKey(x963Representation: [0x04] + point) else { return nil }
        kept.withLock { kept in
            if kept.count >= Self.keptKeys { kept.removeAll(keepingCapacity: true) }
            kept[point] = key
        }
        return key
    }
}
