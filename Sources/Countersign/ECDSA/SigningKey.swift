import CCountersignOpenSSL

/// A P-256 private key: what a phone keeps, and what signs its challenges.
///
/// The secret lives in C, is cleansed when the last copy of this value goes, and never shows in a description. One
/// key may sign on many threads at once.
public struct SigningKey: Sendable {
    let handle: KeyHandle
    /// The public half.
    public let verifyingKey: VerifyingKey

    /// A new key from the system's randomness.
    ///
    /// - Throws: ``CountersignError/Code/random``, ``CountersignError/Code/memory``.
    public init() throws(CountersignError) {
        try self.init(KeyHandle.generate())
    }

    /// A key in whichever private format the bytes are; ``ImportedKey`` also says which it was.
    ///
    /// - Parameter passphrase: for an encrypted key; ignored by one that is not.
    /// - Throws: ``CountersignError/Code/keyFormat`` when nothing fits, ``CountersignError/Code/keyPublic`` for a
    ///   public key, ``CountersignError/Code/passphraseNeeded``, ``CountersignError/Code/passphraseWrong``, and what
    ///   is wrong with the key otherwise.
    public init(
        anyRepresentation bytes: some Sequence<UInt8>, passphrase: [UInt8]? = nil
    ) throws(CountersignError) {
        let imported = try ImportedKey(anyRepresentation: bytes, passphrase: passphrase)
        guard let key = imported.signingKey else {
            throw CountersignError(
                .keyPublic,
                reason: "expected a private key, found a public one (\(imported.format.rawValue))")
        }
        self = key
    }

    /// A key of its private scalar: 32 bytes, big endian, in 1 … n-1.
    ///
    /// - Throws: ``CountersignError/Code/keyFormat`` unless there are 32 bytes, ``CountersignError/Code/keyScalar``
    ///   out of range.
    public init(scalar bytes: some Sequence<UInt8>) throws(CountersignError) {
        try self.init(KeyHandle.read(Array(bytes), format: COUNTERSIGN_KEY_SCALAR, passphrase: nil).handle)
    }

    init(_ handle: KeyHandle) throws(CountersignError) {
        self.handle = handle
        verifyingKey = try VerifyingKey(handle.publicHalf())
    }

    /// Signs a challenge: ECDSA over one SHA-256 of its bytes, with a random nonce.
    ///
    /// ``Signature/field`` of the result is what `POST /v1/change_requests/{id}/confirm` takes.
    ///
    /// - Throws: ``CountersignError/Code/random`` and the like; no challenge can bring that about.
    public func signature(for challenge: Challenge) throws(CountersignError) -> Signature {
        try signature(for: ChallengeDigest(of: challenge))
    }

    /// Signs a digest that was taken before.
    package func signature(for digest: ChallengeDigest) throws(CountersignError) -> Signature {
        Signature(try handle.sign(digest: digest.bytes))
    }

    /// The finished `signature` field of a challenge, in one call of the C wrapper.
    public func field(for challenge: Challenge) throws(CountersignError) -> String {
        try handle.signField(challenge.utf8)
    }

    /// For test fixtures only: the signature whose nonce is that of RFC 6979 (HMAC-SHA256), so that vectors can be
    /// reproduced.
    package func rfc6979FixtureSignature(for challenge: Challenge) throws(CountersignError) -> Signature {
        Signature(try handle.signForFixtures(digest: ChallengeDigest(of: challenge).bytes))
    }
}

extension SigningKey: ChallengeSigner {}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible {
    /// `SigningKey(` the short identifier of the public half `)`: never the secret.
    public var description: String { "SigningKey(\(verifyingKey.identifier.short))" }
    public var debugDescription: String { description }
}
