internal import CCountersignOpenSSL

/// One SHA-256 (FIPS 180-4).
package enum SecureHash {
    package static func sha256(_ bytes: [UInt8]) throws(PrimitiveError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        try unsafe PrimitiveError.check { error in
            unsafe countersign_sha256(bytes, bytes.count, &digest, error)
        }
        return digest
    }
}
