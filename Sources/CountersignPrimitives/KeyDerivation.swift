internal import CCountersignOpenSSL

/// Keys from passphrases and from other keys.
package enum KeyDerivation {
    /// scrypt (RFC 7914); at most 64 MiB of memory.
    package static func scrypt(
        passphrase: SecretBytes, salt: [UInt8], cost: UInt64, blockSize: UInt32, parallelism: UInt32, count: Int
    ) throws(PrimitiveError) -> SecretBytes {
        try unsafe SecretBytes(count: count) { memory throws(PrimitiveError) in
            try unsafe PrimitiveError.check { error in
                unsafe passphrase.withBytes { passphrase in
                    unsafe countersign_scrypt(
                        passphrase.baseAddress?.assumingMemoryBound(to: UInt8.self), passphrase.count,
                        salt, salt.count, cost, blockSize, parallelism,
                        memory.baseAddress?.assumingMemoryBound(to: UInt8.self), memory.count, error)
                }
            }
        }
    }

    /// HKDF-SHA256 (RFC 5869).
    package static func hkdf(
        secret: SecretBytes, salt: [UInt8], info: [UInt8], count: Int
    ) throws(PrimitiveError) -> SecretBytes {
        try unsafe SecretBytes(count: count) { memory throws(PrimitiveError) in
            try unsafe PrimitiveError.check { error in
                unsafe secret.withBytes { secret in
                    unsafe countersign_hkdf_sha256(
                        secret.baseAddress?.assumingMemoryBound(to: UInt8.self), secret.count,
                        salt, salt.count, info, info.count,
                        memory.baseAddress?.assumingMemoryBound(to: UInt8.self), memory.count, error)
                }
            }
        }
    }
}
