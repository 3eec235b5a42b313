public import Countersign

extension VirtualDevice {
    /// A key as PKCS#8 in PEM, readable by `openssl pkey`; encrypted (PBES2) when there is a passphrase.
    ///
    /// The bytes are a secret unless they are encrypted.
    ///
    /// - Throws: ``DeviceError`` `no_key`, `wiped`; `CountersignError`.
    public func exportKey(_ purpose: DeviceKeyPurpose? = nil, passphrase: [UInt8]? = nil) throws -> [UInt8] {
        try record.key(for: purpose).export(passphrase: passphrase)
    }

    /// Takes over a private key in any format; it signs at once, as after a move from another phone.
    ///
    /// - Throws: ``DeviceError`` `key_exists`; `CountersignError` for what is no private key; what the store throws.
    @discardableResult
    public func importKey(
        _ bytes: [UInt8], purpose: DeviceKeyPurpose = .unrestricted, passphrase: [UInt8]? = nil
    ) throws -> KeyIdentifier {
        let key = try SigningKey(anyRepresentation: bytes, passphrase: passphrase)
        return try update { record in
            let identifier = try record.importKey(key, purpose: purpose).verifyingKey.identifier
            try record.adopt(identifier)
            return identifier
        }
    }

    /// A second phone with the same keys and the same binding, in memory: what a thief would have.
    public func clone() -> VirtualDevice { VirtualDevice(record) }
}

extension DeviceKey {
    /// The private key as PKCS#8 in PEM; encrypted when there is a passphrase.
    ///
    /// - Throws: `CountersignError`.
    public func export(passphrase: [UInt8]?) throws(CountersignError) -> [UInt8] {
        try signingKey.representation(passphrase == nil ? .pkcs8PEM : .pkcs8EncryptedPEM, passphrase: passphrase)
    }
}
