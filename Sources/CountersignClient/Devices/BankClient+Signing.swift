public import Countersign
public import CountersignAPI

// What needs a signer as well as the bank.
extension BankClient {
    /// Binds a device in one call: sends its key, asks for the OTP that came, signs it.
    ///
    /// - Parameters:
    ///   - signer: has the private key that is bound.
    ///   - code: asks the customer for the OTP, or for the activation code where `challengeType` says so.
    /// - Returns: the device's id.
    /// - Throws: ``ClientError``, and whatever the signer and `code` throw.
    public func bindDevice(
        of person: Identifier, signer: some ChallengeSigner, name: String? = nil, keyPurpose: KeyPurpose? = nil,
        challengeType: BindingChallengeType? = nil, language: Language? = nil,
        code: @Sendable (DeviceBinding) async throws -> String
    ) async throws -> Identifier {
        let key = try await signer.verifyingKey.hexPoint
        let binding = try await bindDevice(
            BindDevice(
                personID: person, challengeType: challengeType, key: key, keyPurpose: keyPurpose, name: name,
                language: language))
        let signature = try await signer.signature(for: Challenge(try await code(binding)))
        try await verifySignatureChallenge(binding.challenge.id, signature: signature.field)
        return binding.id
    }

    /// Adds a key to a device: the older key signs the new one's hex text.
    ///
    /// - Returns: the new key's id.
    /// - Throws: ``ClientError``, and whatever the signer throws.
    public func addDeviceKey(
        _ key: VerifyingKey, purpose: KeyPurpose, to device: Identifier, signedBy signer: some ChallengeSigner,
        signerPurpose: KeyPurpose? = nil
    ) async throws -> Identifier {
        let text = key.hexPoint
        let signature = try await signer.signature(for: Challenge(text))
        let order = AddDeviceKey(
            key: text, keyPurpose: purpose,
            deviceSignature: .init(signatureKeyPurpose: signerPurpose, signature: signature.field))
        return try await addDeviceKey(order, to: device).id
    }

    /// Lets a bound device answer a challenge of the bank: the second factor of a login.
    ///
    /// - Throws: ``ClientError`` `authentication_failed` for a signature that does not verify, and whatever the signer
    ///   throws.
    public func authenticate(
        device: Identifier, signer: some ChallengeSigner, keyPurpose: KeyPurpose? = nil
    ) async throws {
        let challenge = try await createDeviceChallenge(
            CreateDeviceChallenge(deviceID: device, keyPurpose: keyPurpose))
        let signature = try await signer.signature(for: Challenge(challenge.stringToSign))
        try await verifyDeviceChallenge(challenge.id, signature: signature.field)
    }
}
