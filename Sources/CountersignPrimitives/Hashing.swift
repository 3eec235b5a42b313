internal import CCountersignOpenSSL

/// Hashes of public bytes.
package enum Hashing {
    package static func sha256(_ bytes: [UInt8]) throws(PrimitiveError) -> [UInt8] {
        try hash(COUNTERSIGN_SHA256, bytes)
    }

    package static func sha384(_ bytes: [UInt8]) throws(PrimitiveError) -> [UInt8] {
        try hash(COUNTERSIGN_SHA384, bytes)
    }

    private static func hash(_ hash: countersign_hash, _ bytes: [UInt8]) throws(PrimitiveError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(COUNTERSIGN_HASH_MAX_BYTES))
        var length = 0
        try unsafe PrimitiveError.check { error in
            unsafe countersign_hash_bytes(hash, bytes, bytes.count, &digest, &length, error)
        }
        return Array(digest.prefix(length))
    }
}
