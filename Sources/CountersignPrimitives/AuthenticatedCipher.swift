internal import CCountersignOpenSSL

/// AES-256-GCM (SP 800-38D) with a 12-byte nonce and a 16-byte tag behind the ciphertext.
package enum AuthenticatedCipher {
    package static let keyLength = 32
    package static let nonceLength = 12
    package static let tagLength = 16

    package static func seal(
        _ plaintext: [UInt8], key: SecretBytes, nonce: [UInt8], associated: [UInt8]
    ) throws(PrimitiveError) -> [UInt8] {
        try requireSizes(key: key, nonce: nonce)
        var sealed = [UInt8](repeating: 0, count: plaintext.count + tagLength)
        try unsafe PrimitiveError.check { error in
            unsafe key.withBytes { key in
                unsafe countersign_aes256gcm_seal(
                    key.baseAddress?.assumingMemoryBound(to: UInt8.self), nonce, associated, associated.count,
                    plaintext, plaintext.count, &sealed, error)
            }
        }
        return sealed
    }

    /// The same for a plaintext that is a secret.
    package static func seal(
        _ plaintext: SecretBytes, key: SecretBytes, nonce: [UInt8], associated: [UInt8]
    ) throws(PrimitiveError) -> [UInt8] {
        try requireSizes(key: key, nonce: nonce)
        var sealed = [UInt8](repeating: 0, count: plaintext.count + tagLength)
        try unsafe PrimitiveError.check { error in
            unsafe key.withBytes { key in
                unsafe plaintext.withBytes { plaintext in
                    unsafe countersign_aes256gcm_seal(
                        key.baseAddress?.assumingMemoryBound(to: UInt8.self), nonce, associated, associated.count,
                        plaintext.baseAddress?.assumingMemoryBound(to: UInt8.self), plaintext.count, &sealed, error)
                }
            }
        }
        return sealed
    }

    /// - Throws: ``PrimitiveError`` with code `authentication` when key, nonce, associated data or a bit do not fit.
    package static func open(
        _ sealed: [UInt8], key: SecretBytes, nonce: [UInt8], associated: [UInt8]
    ) throws(PrimitiveError) -> SecretBytes {
        try requireSizes(key: key, nonce: nonce)
        guard sealed.count >= tagLength else {
            throw PrimitiveError(
                code: "authentication", reason: "expected at least a 16-byte tag, got \(sealed.count) bytes")
        }
        return try unsafe SecretBytes(count: sealed.count - tagLength) { memory throws(PrimitiveError) in
            try unsafe PrimitiveError.check { error in
                unsafe key.withBytes { key in
                    unsafe countersign_aes256gcm_open(
                        key.baseAddress?.assumingMemoryBound(to: UInt8.self), nonce, associated, associated.count,
                        sealed, sealed.count, memory.baseAddress?.assumingMemoryBound(to: UInt8.self), error)
                }
            }
        }
    }

    private static func requireSizes(key: SecretBytes, nonce: [UInt8]) throws(PrimitiveError) {
        guard key.count == keyLength, nonce.count == nonceLength else {
            throw PrimitiveError(
                code: "argument",
                reason: "expected a 32-byte key and a 12-byte nonce, got \(key.count) and \(nonce.count) bytes")
        }
    }
}
