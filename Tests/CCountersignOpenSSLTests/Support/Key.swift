import CCountersignEncoding
import CCountersignOpenSSL
import Testing

/// A `countersign_key *` that frees itself. Keys may be shared between threads: that is what the header promises.
final class Key: @unchecked Sendable {
    let pointer: OpaquePointer

    init(owning pointer: OpaquePointer) { self.pointer = pointer }
    deinit { countersign_key_free(pointer) }

    static func generate() throws -> Key {
        var made: OpaquePointer?
        let attempt = Attempt { countersign_key_generate(&made, $0) }
        #expect(attempt.status == COUNTERSIGN_OK)
        return Key(owning: try #require(made))
    }

    /// Reads a key and checks that a failure leaves nothing behind.
    static func read(
        _ bytes: [UInt8], _ format: countersign_key_format = COUNTERSIGN_KEY_ANY, passphrase: [UInt8]? = nil
    ) -> (key: Key?, found: countersign_key_format, attempt: Attempt) {
        var made: OpaquePointer?
        var found = COUNTERSIGN_KEY_SPKI_DER
        let attempt = Attempt { error in
            withPassphrase(passphrase) { pointer, length in
                countersign_key_read(bytes, bytes.count, format, pointer, length, &made, &found, error)
            }
        }
        #expect((made != nil) == (attempt.status == COUNTERSIGN_OK), "\(attempt.reason)")
        #expect((found == COUNTERSIGN_KEY_ANY) == (attempt.status != COUNTERSIGN_OK))
        return (made.map(Key.init(owning:)), found, attempt)
    }

    func write(
        _ format: countersign_key_format, passphrase: [UInt8]? = nil, capacity: Int = 1024
    ) -> (bytes: [UInt8], written: Int, attempt: Attempt) {
        var out = [UInt8](repeating: 0xaa, count: capacity)
        var written = -1
        let attempt = Attempt { error in
            withPassphrase(passphrase) { pointer, length in
                countersign_key_write(self.pointer, format, pointer, length, &out, capacity, &written, error)
            }
        }
        if attempt.status == COUNTERSIGN_OK { return (Array(out.prefix(written)), written, attempt) }
        #expect(out.allSatisfy { $0 == 0 })
        return ([], written, attempt)
    }

    var point: [UInt8] {
        var point = [UInt8](repeating: 0, count: Int(COUNTERSIGN_POINT_BYTES))
        countersign_key_point(pointer, &point)
        return point
    }

    var isPrivate: Bool { countersign_key_is_private(pointer) == 1 }

    var publicKey: Key {
        get throws {
            var made: OpaquePointer?
            #expect(Attempt { countersign_key_public(pointer, &made, $0) }.status == COUNTERSIGN_OK)
            return Key(owning: try #require(made))
        }
    }

    func sign(_ text: [UInt8]) throws -> String {
        var field = [CChar](repeating: 1, count: Int(COUNTERSIGN_FIELD_MAX_BYTES))
        var length = 0
        let attempt = Attempt { error in
            text.withUnsafeBytes { raw in
                countersign_challenge_sign(
                    pointer, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, &field, &length, error)
            }
        }
        try #require(attempt.status == COUNTERSIGN_OK)
        return String(decoding: field.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func verify(_ text: [UInt8], _ field: String) -> Attempt {
        let field = field.utf8.map(CChar.init(bitPattern:))
        return Attempt { error in
            text.withUnsafeBytes { raw in
                countersign_challenge_verify(
                    pointer, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, field, field.count,
                    error)
            }
        }
    }
}

/// NULL for none, and an address that is not NULL for the empty passphrase.
func withPassphrase<R>(_ passphrase: [UInt8]?, _ body: (UnsafePointer<UInt8>?, Int) -> R) -> R {
    guard let passphrase else { return body(nil, 0) }
    return (passphrase + [0]).withUnsafeBufferPointer { body($0.baseAddress, passphrase.count) }
}
