public import Countersign

extension VirtualDevice {
    /// Makes a further key, or one that replaces the key of its purpose, and signs for it with an older key.
    ///
    /// The new key is pending, and kept, until ``adopt(_:remoteID:)`` or ``discard(_:)`` says what the bank made of it:
    /// whatever happens in between, no key that the bank knows is lost. While a key of the purpose is pending, it is
    /// that one which is proposed again.
    ///
    /// - Throws: ``DeviceError``, as ``answer(_:)``, and what the store throws.
    public func proposeKey(
        _ purpose: DeviceKeyPurpose, signedBy signer: DeviceKeyPurpose? = nil
    ) async throws -> KeyProposal {
        let older = try record.key(for: signer)
        let (key, isRepeated) = try update { record in
            if let pending = record.keys.first(where: { $0.state == .pending && $0.purpose == purpose }) {
                return (pending.verifyingKey, true)
            }
            return (try record.makeKey(purpose).verifyingKey, false)
        }
        do {
            return try await proposal(of: key, purpose, signedBy: older.purpose, isRepeated: isRepeated)
        } catch {
            if !isRepeated { try discard(key.identifier) }
            throw error
        }
    }

    private func proposal(
        of key: VerifyingKey, _ purpose: DeviceKeyPurpose, signedBy signer: DeviceKeyPurpose, isRepeated: Bool
    ) async throws -> KeyProposal {
        let point = key.hexPoint
        let answer = try await answer(
            SigningRequest(
                Challenge(point), route: .keyAddition, purpose: signer, subject: "new \(purpose.rawValue) key"))
        return KeyProposal(
            key: point, purpose: purpose, answer: answer, signaturePurpose: signer, isRepeated: isRepeated)
    }

    /// The bank has taken the key: from now on it signs, and the one of its purpose before it is retired.
    ///
    /// - Throws: ``DeviceError`` `no_key`, and what the store throws.
    public func adopt(_ identifier: KeyIdentifier, remoteID: String? = nil) throws {
        try update { record in try record.adopt(identifier, remoteID: remoteID) }
    }

    /// The bank has refused the key.
    ///
    /// - Throws: ``DeviceError`` `no_key`, and what the store throws.
    public func discard(_ identifier: KeyIdentifier) throws {
        try update { record in try record.discard(identifier) }
    }

    /// The bank has begun to bind the phone and waits for the signature: until ``bound(deviceID:personID:bank:)`` its
    /// id is the only way to learn what became of it.
    ///
    /// - Throws: what the store throws.
    public func binding(_ deviceID: String) throws {
        try update { record in record.pendingDeviceID = deviceID }
    }

    /// The bank has bound the phone.
    ///
    /// - Throws: what the store throws.
    public func bound(deviceID: String, personID: String, bank: String? = nil) throws {
        try update { record in
            record.deviceID = deviceID
            record.pendingDeviceID = nil
            record.personID = personID
            record.bank = bank
        }
    }

    /// Renames the phone; the bank has no such call and keeps the name of the binding.
    ///
    /// - Throws: ``DeviceError`` `name`, `device_exists`, and what the store throws.
    public func rename(_ name: String) throws {
        let name = try DeviceName(name)
        try update { record in record.name = name }
    }

    /// Forgets keys and binding, as a phone that is reset.
    ///
    /// - Throws: what the store throws.
    public func wipe() throws {
        try update { record in record.wipe() }
    }
}
