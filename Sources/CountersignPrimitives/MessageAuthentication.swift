internal import CCountersignOpenSSL

/// HMAC-SHA256 (RFC 2104) and comparison in constant time.
package enum MessageAuthentication {
    package static func hmacSHA256(key: [UInt8], message: [UInt8]) throws(PrimitiveError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: 32)
        try unsafe PrimitiveError.check { error in
            unsafe countersign_hmac_sha256(key, key.count, message, message.count, &tag, error)
        }
        return tag
    }

    /// Whether two byte strings are equal; for equal lengths the time does not depend on the bytes.
    package static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        unsafe a.count == b.count && countersign_equal(a, b, a.count) == 1
    }
}
