extension VerifyingKey {
    /// Whether a signature is this key's over a challenge. High s is as good as low s.
    ///
    /// - Returns: false for a signature of another key or another text.
    /// - Throws: only where libcrypto fails, which no input can bring about.
    public func isValidSignature(_ signature: Signature, for challenge: Challenge) throws(CountersignError) -> Bool {
        try isValidSignature(signature, digest: ChallengeDigest(of: challenge).bytes)
    }

    /// Whether a `signature` field (hex of strict DER) is this key's over a challenge.
    ///
    /// - Returns: false for a well-formed signature of another key or another text.
    /// - Throws: what is wrong with a field that is not hex of strict DER.
    public func isValidSignature(field: String, for challenge: Challenge) throws(CountersignError) -> Bool {
        try handle.isValidField(field, challenge: challenge.utf8)
    }

    /// The same as a verdict for people: a malformed field is not thrown but told.
    ///
    /// - Throws: only where libcrypto fails, which no input can bring about.
    public func verdict(field: String, for challenge: Challenge) throws(CountersignError) -> Verdict {
        let signature: Signature
        do throws(CountersignError) {
            signature = try Signature(field: field)
        } catch {
            return .malformed(error)
        }
        return try isValidSignature(signature, for: challenge) ? .valid : .mismatch
    }

    /// Whether a signature is this key's over a digest of 1 to 64 bytes, of which the leftmost 256 bits count
    /// (FIPS 186-5 section 6.4).
    package func isValidSignature(_ signature: Signature, digest: [UInt8]) throws(CountersignError) -> Bool {
        try handle.isValid(signature.rs, digest: digest)
    }
}
