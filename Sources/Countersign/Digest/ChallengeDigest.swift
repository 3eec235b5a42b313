import CCountersignOpenSSL

/// SHA-256 of a challenge's bytes, taken once: what ECDSA signs.
public struct ChallengeDigest: Sendable, Hashable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Hashes a challenge.
    ///
    /// - Throws: ``CountersignError/Code/openssl`` or ``CountersignError/Code/memory`` where libcrypto fails, which
    ///   no text can bring about.
    public init(of challenge: Challenge) throws(CountersignError) {
        bytes = try Self.sha256(challenge.utf8)
    }

    /// A digest that was taken elsewhere; nil unless it has 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The digest as 64 lower-case hex digits: for people and traces. It is never what is signed.
    public var hex: String { Hex.encode(bytes) }

    /// One SHA-256 of any bytes.
    static func sha256(_ bytes: [UInt8]) throws(CountersignError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var error = countersign_error()
        try CountersignError.check(unsafe countersign_sha256(bytes, bytes.count, &digest, &error), error)
        return digest
    }
}

extension ChallengeDigest: CustomStringConvertible {
    /// ``hex``.
    public var description: String { hex }
}
