internal import CCountersignOpenSSL

/// OpenSSL's random generator.
package enum Random {
    package static func bytes(_ count: Int) throws(PrimitiveError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try unsafe PrimitiveError.check { error in unsafe countersign_random(&bytes, count, error) }
        return bytes
    }

    package static func secret(_ count: Int) throws(PrimitiveError) -> SecretBytes {
        try unsafe SecretBytes(count: count) { memory throws(PrimitiveError) in
            try unsafe PrimitiveError.check { error in
                unsafe countersign_random(memory.baseAddress, memory.count, error)
            }
        }
    }
}
