import Countersign
import CountersignAPI

extension Ledger {
    /// Notes a device and its key until its owner has proved both; sends the OTP that has to be signed.
    ///
    /// - Throws: ``BankFault`` 400, 404, 409, 429; then nothing was stored and nothing was sent.
    func bindDevice(_ body: BindDevice) throws -> DeviceBinding {
        let key = try DeviceKeyPolicy.key(body.key, type: body.keyType)
        let purpose = try DeviceKeyPolicy.purpose(body.keyPurpose) ?? .unrestricted
        let person = try person(body.personID)
        try DeviceKeyPolicy.requireRoom(
            devices: try boundDevices(of: person.id).count, limit: settings.devicesPerPerson)
        try requireUnbound(key)
        let id = try identities.identifier(.device)
        try insertPendingDevice(id, of: person.id, name: body.name)
        _ = try insertKey(key, purpose: purpose, of: id)
        let challenge: StoredChallenge =
            switch body.challengeType ?? .sms {
            case .sms: try sendBindingOTP(id, to: person, language: body.language)
            case .activationCode:
                challenge(id, .signature, of: person.id, device: id, activation: try activeCode(of: person.id).id)
            case .unknown: throw BankFault.invalid("challenge_type", "expected sms or activation_code")
            }
        try insertChallenge(challenge)
        return DeviceBinding(id: id, challenge: challenge.signatureChallenge)
    }

    private func sendBindingOTP(_ id: Identifier, to person: Person, language: Language?) throws -> StoredChallenge {
        let phone = try requireVerifiedNumber(of: person.id)
        try requireGuessesLeft(person.id)
        let code = try issueOTP(to: .challenge(id), number: phone)
        // The reference lets the caller choose among three languages only; the customer's own setting may be any.
        let chosen = language.map { SMSText.bindingLanguages.contains($0) ? $0 : .english }
        try sendSMS(
            .authenticate, to: phone, language: chosen ?? person.attributes.language, code: code.digits)
        return challenge(id, .signature, of: person.id, device: id, expiresAt: code.expiresAt)
    }

    /// - Throws: ``BankFault`` 400 in the words of this family of endpoints.
    func requireVerifiedNumber(of person: Identifier) throws -> PhoneNumber {
        guard let number = try mobileNumber(of: person), number.verified, let phone = PhoneNumber(number.number) else {
            throw BankFault.noVerifiedNumber
        }
        return phone
    }

    /// Binds the device when its key signed the OTP or the activation code.
    func verifyBinding(_ id: Identifier, _ field: String) throws -> Refusable<Identifier> {
        try SignaturePolicy.requireLength(field)
        let challenge = try openChallenge(id, .signature)
        guard let device = challenge.deviceID, let text = try bindingText(of: challenge) else {
            throw BankFault.notFound(challenge: "signature challenge", id)
        }
        if let refusal = try judge(field, text: text, of: challenge, by: try pendingKeys(of: device)) {
            return .refused(refusal)
        }
        try DeviceKeyPolicy.requireRoom(
            devices: try boundDevices(of: challenge.personID).count, limit: settings.devicesPerPerson)
        try markBound(device)
        try closeChallenge(id)
        try deleteOTP(of: .challenge(id))
        if let activation = challenge.activationID { try spendActivation(activation) }
        return .done(device)
    }

    /// The code that has to be signed, while it lives.
    private func bindingText(of challenge: StoredChallenge) throws -> String? {
        if let activation = challenge.activationID { return try activeCode(activation)?.code }
        guard let code = try otp(of: .challenge(challenge.id)), now < code.expiresAt else { return nil }
        return code.digits
    }

    /// Adds a key that a key of the device has signed for.
    func addKey(_ body: AddDeviceKey, to id: Identifier) throws -> CreatedID {
        let key = try DeviceKeyPolicy.key(body.key, type: body.keyType)
        let purpose = try DeviceKeyPolicy.purpose(body.keyPurpose) ?? .unrestricted
        let signer = try DeviceKeyPolicy.purpose(
            body.deviceSignature.signatureKeyPurpose, field: "device_signature.signature_key_purpose")
        let field = body.deviceSignature.signature
        try SignaturePolicy.requireLength(field)
        let device = try requireBoundDevice(id)
        try requireUnbound(key)
        let keys = try verifyingKeys(
            of: device.id, purpose: try DeviceKeyPolicy.choose(signer, of: try keyPurposes(of: device.id)))
        // What was signed is the key's text as it was sent, whatever the case of its digits.
        guard try isValid(field, text: body.key, keys: keys) else {
            throw SignaturePolicy.wrong(
                field, evidence: try evidence(field, text: body.key, keys: keys, device: device.id))
        }
        return CreatedID(id: try insertKey(key, purpose: purpose, of: device.id))
    }

    /// - Throws: ``BankFault`` 404 in the words of this family of endpoints.
    func requireBoundDevice(_ id: Identifier) throws -> StoredDevice {
        guard let device = try boundDevice(id) else { throw BankFault.notFound(challenge: "device", id) }
        return device
    }

    /// A key serves one device only. Of an attempt that was not completed the key is free again.
    private func requireUnbound(_ key: VerifyingKey) throws {
        guard let (device, isBound) = try holder(of: key) else { return }
        guard !isBound else { throw DeviceKeyPolicy.keyIsBound }
        try removeDevice(device)
    }

    /// Deletes a device; its keys go, and what it was asked to sign can no longer be answered.
    func removeDevice(_ id: Identifier) throws {
        try closeChallenges(of: id)
        try deleteDevice(id)
    }
}
