import CCountersignEncoding
import CCountersignOpenSSL

/// The owner of one `countersign_key *`: the only place where Swift holds that pointer.
///
/// A key never changes after it was made, which is what makes sharing it between threads safe; see the rules at the
/// top of `CCountersignOpenSSL.h`.
@safe
final class KeyHandle: @unchecked Sendable {
    private let key: OpaquePointer

    private init(_ key: OpaquePointer) { unsafe self.key = key }

    deinit { unsafe countersign_key_free(key) }

    /// The handle of the key that a C call made, or what it reported.
    private static func owning(
        _ make: (UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<countersign_error>) -> countersign_status
    ) throws(CountersignError) -> KeyHandle {
        var key: OpaquePointer?
        var error = countersign_error()
        let status = unsafe make(&key, &error)
        guard status == COUNTERSIGN_OK, let made = unsafe key else { throw CountersignError(status, error) }
        return unsafe KeyHandle(made)
    }

    // MARK: Making

    /// A new private key.
    static func generate() throws(CountersignError) -> KeyHandle {
        try unsafe owning { unsafe countersign_key_generate($0, $1) }
    }

    /// A key of bytes in a format (`COUNTERSIGN_KEY_ANY`: find out), and the format that it was.
    static func read(
        _ bytes: [UInt8], format: countersign_key_format, passphrase: [UInt8]?
    ) throws(CountersignError) -> (handle: KeyHandle, format: countersign_key_format) {
        var found = format
        let handle = try unsafe owning { key, error in
            unsafe withPassphrase(passphrase) { start, count in
                unsafe countersign_key_read(bytes, bytes.count, format, start, count, key, &found, error)
            }
        }
        return (handle, found)
    }

    /// A public key of the same point, without the private scalar.
    func publicHalf() throws(CountersignError) -> KeyHandle {
        try unsafe Self.owning { unsafe countersign_key_public(key, $0, $1) }
    }

    // MARK: Asking

    var isPrivate: Bool { unsafe countersign_key_is_private(key) == 1 }

    /// 04 ‖ X ‖ Y.
    var point: [UInt8] {
        var point = [UInt8](repeating: 0, count: Int(COUNTERSIGN_POINT_BYTES))
        unsafe countersign_key_point(key, &point)
        return point
    }

    /// The key in a format. The caller cleanses what is secret.
    func write(_ format: countersign_key_format, passphrase: [UInt8]?) throws(CountersignError) -> [UInt8] {
        var error = countersign_error()
        var length = 0
        // Longer than any P-256 key; the call says so should one ever be longer.
        var bytes = [UInt8](repeating: 0, count: 2048)
        let status = unsafe Self.withPassphrase(passphrase) { start, count in
            unsafe countersign_key_write(key, format, start, count, &bytes, bytes.count, &length, &error)
        }
        defer { unsafe countersign_cleanse(&bytes, bytes.count) }
        try CountersignError.check(status, error)
        return Array(bytes.prefix(length))
    }

    private static func withPassphrase<T>(
        _ passphrase: [UInt8]?, _ body: (UnsafePointer<UInt8>?, Int) -> T
    ) -> T {
        guard let passphrase else { return body(nil, 0) }
        // An empty passphrase is a passphrase: the pointer must not be NULL.
        guard !passphrase.isEmpty else { return unsafe withUnsafePointer(to: 0) { unsafe body($0, 0) } }
        return unsafe passphrase.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
    }

    // MARK: Signing and verifying

    /// Signs 32 bytes of digest with a random nonce.
    func sign(digest: [UInt8]) throws(CountersignError) -> countersign_rs {
        var error = countersign_error()
        var signature = countersign_rs()
        try CountersignError.check(unsafe countersign_digest_sign(key, digest, &signature, &error), error)
        return signature
    }

    /// Signs a SHA-256 digest with the nonce of RFC 6979: for fixtures only.
    func signForFixtures(digest: [UInt8]) throws(CountersignError) -> countersign_rs {
        var error = countersign_error()
        var signature = countersign_rs()
        let status = unsafe countersign_digest_sign_rfc6979_for_fixtures(
            key, COUNTERSIGN_SHA256, digest, digest.count, &signature, &error)
        try CountersignError.check(status, error)
        return signature
    }

    /// Challenge bytes to the finished `signature` field.
    func signField(_ challenge: [UInt8]) throws(CountersignError) -> String {
        var error = countersign_error()
        var length = 0
        var field = [CChar](repeating: 0, count: Int(COUNTERSIGN_FIELD_MAX_BYTES))
        let status = unsafe challenge.withUnsafeBytes { text in
            unsafe countersign_challenge_sign(
                key, text.assumingMemoryBound(to: CChar.self).baseAddress, text.count, &field, &length, &error)
        }
        try CountersignError.check(status, error)
        return String(decoding: field.prefix(length).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether r and s belong to this key and a digest of 1 to 64 bytes, of which the leftmost 256 bits count.
    func isValid(_ signature: countersign_rs, digest: [UInt8]) throws(CountersignError) -> Bool {
        var error = countersign_error()
        let status = unsafe withUnsafePointer(to: signature) {
            unsafe countersign_digest_verify(key, digest, digest.count, $0, &error)
        }
        if status == COUNTERSIGN_MISMATCH { return false }
        try CountersignError.check(status, error)
        return true
    }

    /// Whether a `signature` field belongs to this key and a challenge's bytes; a malformed field throws.
    func isValidField(_ field: String, challenge: [UInt8]) throws(CountersignError) -> Bool {
        var error = countersign_error()
        let status = unsafe challenge.withUnsafeBytes { text in
            unsafe countersign_challenge_verify(
                key, text.assumingMemoryBound(to: CChar.self).baseAddress, text.count,
                field, field.utf8.count, &error)
        }
        if status == COUNTERSIGN_MISMATCH { return false }
        try CountersignError.check(status, error)
        return true
    }

    /// The same where the bytes are.
    func isValidField(
        _ field: UnsafeRawBufferPointer, text: UnsafeRawBufferPointer
    ) throws(CountersignError) -> Bool {
        var error = countersign_error()
        let status = unsafe countersign_challenge_verify(
            key, text.assumingMemoryBound(to: CChar.self).baseAddress, text.count,
            field.assumingMemoryBound(to: CChar.self).baseAddress, field.count, &error)
        if status == COUNTERSIGN_MISMATCH { return false }
        try CountersignError.check(status, error)
        return true
    }
}
