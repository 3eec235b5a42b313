import CCountersignOpenSSL

extension Signature {
    /// The points (04 ‖ X ‖ Y) of the at most two keys that may have made this signature over a challenge.
    ///
    /// For finding a key among many. Anyone can make a signature for which some point comes out: it proves something
    /// only where the point is a known key's.
    package func signers(of challenge: Challenge) throws(CountersignError) -> [[UInt8]] {
        let digest = try ChallengeDigest(of: challenge).bytes
        return [Int32(0), 1].compactMap { parity in
            var point = [UInt8](repeating: 0, count: Int(COUNTERSIGN_POINT_BYTES))
            let status = unsafe withUnsafePointer(to: rs) {
                unsafe countersign_digest_recover($0, digest, parity, &point, nil)
            }
            return status == COUNTERSIGN_OK ? point : nil
        }
    }
}
