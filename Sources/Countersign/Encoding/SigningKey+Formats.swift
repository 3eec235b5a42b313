import CCountersignOpenSSL

extension SigningKey {
    /// The key in a format, as bytes; text formats give their UTF-8. Public formats give the public half.
    ///
    /// What private formats give is secret: write it to a file that only its owner can read, and forget it.
    ///
    /// - Parameters:
    ///   - format: the format to write, private or public.
    ///   - passphrase: needed for the encrypted formats and refused for all others.
    /// - Throws: ``CountersignError/Code/passphraseNeeded``, or ``CountersignError/Code/argument`` for a passphrase
    ///   that would not be used.
    public func representation(
        _ format: KeyFormat, passphrase: [UInt8]? = nil
    ) throws(CountersignError) -> [UInt8] {
        guard passphrase == nil || format.isEncrypted else {
            throw CountersignError(.argument, reason: "the format \(format.rawValue) takes no passphrase")
        }
        guard passphrase != nil || !format.isEncrypted else {
            throw CountersignError(.passphraseNeeded, reason: "the format \(format.rawValue) needs a passphrase")
        }
        guard format.isPrivate else { return try verifyingKey.representation(format) }
        guard let c = format.c else {
            var scalar = try handle.write(COUNTERSIGN_KEY_SCALAR, passphrase: nil)
            defer { unsafe countersign_cleanse(&scalar, scalar.count) }
            return JWK(point: verifyingKey.x963Representation, scalar: scalar).json
        }
        return try handle.write(c, passphrase: passphrase)
    }
}
