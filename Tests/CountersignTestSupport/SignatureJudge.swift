import CCountersignOpenSSL
import Countersign

/// One implementation of verification. A vector is run on every judge of ``all``, and all must agree with it.
public struct SignatureJudge: Sendable {
    public let name: String
    /// Whether r ‖ s (64 bytes, in range or not) is a signature of a digest (1 to 64 bytes, of which the leftmost
    /// 256 bits count) under an uncompressed point (65 bytes, on the curve or not). A key or a signature that is
    /// refused is a signature that is not valid.
    public let isValid: @Sendable (_ key: [UInt8], _ digest: [UInt8], _ rs: [UInt8]) throws -> Bool

    public init(
        _ name: String, isValid: @escaping @Sendable (_ key: [UInt8], _ digest: [UInt8], _ rs: [UInt8]) throws -> Bool
    ) {
        self.name = name
        self.isValid = isValid
    }

    /// Every judge that this build has: the core, and every kernel of this CPU on both paths.
    public static let all: [SignatureJudge] = [core] + kernels

    /// The Swift core over OpenSSL.
    public static let core = SignatureJudge("core") { key, digest, rs in
        let verifyingKey: VerifyingKey
        let signature: Signature
        do throws(CountersignError) {
            verifyingKey = try VerifyingKey(x963Representation: key)
            signature = try Signature(rawRepresentation: rs)
        } catch {
            return false
        }
        return try verifyingKey.isValidSignature(signature, digest: digest)
    }
}

/// One implementation of checking a `signature` field against the bytes of a challenge (SHA-256).
public struct FieldJudge: Sendable {
    public let name: String
    public let isValid: @Sendable (_ key: [UInt8], _ message: [UInt8], _ field: String) throws -> Bool

    public init(
        _ name: String,
        isValid: @escaping @Sendable (_ key: [UInt8], _ message: [UInt8], _ field: String) throws -> Bool
    ) {
        self.name = name
        self.isValid = isValid
    }

    public static let all: [FieldJudge] = [wrapper, core]

    /// The C wrapper's one call.
    static let wrapper = FieldJudge("C wrapper") { point, message, field in
        var key: OpaquePointer?
        var error = countersign_error()
        guard
            countersign_key_read(point, point.count, COUNTERSIGN_KEY_POINT, nil, 0, &key, nil, &error)
                == COUNTERSIGN_OK
        else { return false }
        defer { countersign_key_free(key) }
        let status = message.withUnsafeBytes { text in
            countersign_challenge_verify(
                key, text.assumingMemoryBound(to: CChar.self).baseAddress, text.count, field, field.utf8.count, &error)
        }
        guard countersign_openssl_queued_errors() == 0 else { throw VectorError("errors wait in OpenSSL's queue") }
        switch status {
        case COUNTERSIGN_OK: return true
        case COUNTERSIGN_MISMATCH, COUNTERSIGN_ERROR_SIGNATURE: return false
        default: throw VectorError("unexpected status \(status.rawValue)")
        }
    }

    /// The Swift core, station by station; it takes messages that are text, so others are hashed before.
    static let core = FieldJudge("core") { point, message, field in
        let signature: Signature
        let key: VerifyingKey
        do throws(CountersignError) {
            signature = try Signature(field: field)
            key = try VerifyingKey(x963Representation: point)
        } catch {
            return false
        }
        if let challenge = try? Challenge(utf8: message) {
            return try key.isValidSignature(signature, for: challenge)
        }
        return try key.isValidSignature(signature, digest: VectorHash.digest(message, COUNTERSIGN_SHA256))
    }
}
