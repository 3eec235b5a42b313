internal import CCountersignOpenSSL

/// AES-256-CBC with PKCS#7 padding (SP 800-38A). It hides bytes and does not protect them: whoever changes the
/// ciphertext is not found out. Only for what a peer demands in this form.
package enum BlockCipher {
    package static let keyLength = 32
    package static let blockLength = 16

    package static func encrypt(
        _ plaintext: [UInt8], key: [UInt8], iv: [UInt8]
    ) throws(PrimitiveError) -> [UInt8] {
        try requireSizes(key: key, iv: iv)
        var ciphertext = [UInt8](repeating: 0, count: (plaintext.count / blockLength + 1) * blockLength)
        var written = 0
        try unsafe PrimitiveError.check { error in
            unsafe countersign_aes256cbc_encrypt(key, iv, plaintext, plaintext.count, &ciphertext, &written, error)
        }
        return Array(ciphertext.prefix(written))
    }

    /// - Throws: ``PrimitiveError`` with code `authentication` when the bytes are no whole blocks or the padding is wrong.
    package static func decrypt(
        _ ciphertext: [UInt8], key: [UInt8], iv: [UInt8]
    ) throws(PrimitiveError) -> [UInt8] {
        try requireSizes(key: key, iv: iv)
        var plaintext = [UInt8](repeating: 0, count: max(ciphertext.count, blockLength))
        var written = 0
        try unsafe PrimitiveError.check { error in
            unsafe countersign_aes256cbc_decrypt(key, iv, ciphertext, ciphertext.count, &plaintext, &written, error)
        }
        return Array(plaintext.prefix(written))
    }

    private static func requireSizes(key: [UInt8], iv: [UInt8]) throws(PrimitiveError) {
        guard key.count == keyLength, iv.count == blockLength else {
            throw PrimitiveError(
                code: "argument",
                reason: "expected a 32-byte key and a 16-byte IV, got \(key.count) and \(iv.count) bytes")
        }
    }
}
