internal import CCountersignP256

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
package struct RunningDigest {
    private var stream = countersign_p256_sha256_stream()

    package init() {
        _ = unsafe countersign_p256_sha256_begin(&stream)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        _ = unsafe countersign_p256_sha256_update(&stream, start, bytes.count)
    }

    /// The digest as 64 lower-case hex digits.
    package consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe countersign_p256_sha256_finish(&stream, &digest)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
