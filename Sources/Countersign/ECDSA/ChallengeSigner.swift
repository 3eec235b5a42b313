/// Whatever can answer a challenge: a ``SigningKey`` in memory, a device with an approval policy, a phone far away.
public protocol ChallengeSigner: Sendable {
    /// The public key that the signatures verify under.
    var verifyingKey: VerifyingKey { get async throws }

    /// Signs the exact bytes of a challenge.
    ///
    /// - Throws: whatever keeps this signer from signing: a policy that refuses, a person who declines, a store that
    ///   is locked.
    func signature(for challenge: Challenge) async throws -> Signature
}
