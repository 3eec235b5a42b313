import Countersign
import CountersignAPI

extension Ledger {
    /// A challenge as of now, not stored yet.
    func challenge(
        _ id: Identifier, _ kind: ChallengeType, of person: Identifier, device: Identifier? = nil,
        purpose: KeyPurpose? = nil, text: String? = nil, activation: Identifier? = nil, expiresAt: Timestamp? = nil
    ) -> StoredChallenge {
        StoredChallenge(
            id: id, kind: kind, personID: person, deviceID: device, keyPurpose: purpose, text: text,
            activationID: activation, attemptsLeft: settings.signatureAttempts, createdAt: now,
            expiresAt: expiresAt ?? now.adding(seconds: settings.challengeLifetime))
    }

    /// Counts a wrong signature; the last one closes the challenge.
    ///
    /// - Returns: nil for a right signature.
    func judge(
        _ field: String, text: String, of challenge: StoredChallenge, by keys: [VerifyingKey]
    ) throws -> BankFault? {
        if try isValid(field, text: text, keys: keys) { return nil }
        // With a key of one's own, a signature that binds is a guess of the OTP.
        if challenge.kind == .signature { try countWrongOTP(of: challenge.personID) }
        if challenge.attemptsLeft > 1 {
            try countWrongTry(challenge.id)
        } else {
            try closeChallenge(challenge.id)
        }
        let inputs = try challenge.deviceID.map { try evidence(field, text: text, keys: keys, device: $0) }
        return SignaturePolicy.wrong(field, evidence: inputs)
    }

    /// A text for a bound device to sign.
    /// - Throws: ``BankFault`` 400 for a device that is not bound, as published clients know it.
    func challengeDevice(_ body: CreateDeviceChallenge) throws -> StoredChallenge {
        let purpose = try DeviceKeyPolicy.purpose(body.keyPurpose)
        guard let device = try boundDevice(body.deviceID) else {
            throw BankFault.invalid("device_id", "device-id invalid")
        }
        let challenge = challenge(
            try identities.identifier(.challenge), .device, of: device.personID, device: device.id,
            purpose: try DeviceKeyPolicy.choose(purpose, of: try keyPurposes(of: device.id)),
            text: try identities.secret(bytes: 16))
        try insertChallenge(challenge)
        return challenge
    }

    /// Spends a device challenge on its signature.
    func verifyDevice(_ id: Identifier, _ field: String) throws -> Refusable<Identifier> {
        try SignaturePolicy.requireLength(field)
        let challenge = try openChallenge(id, .device)
        guard let device = challenge.deviceID, let text = challenge.text else {
            throw BankFault.notFound(challenge: "device challenge", id)
        }
        let keys = try verifyingKeys(of: device, purpose: challenge.keyPurpose)
        if let refusal = try judge(field, text: text, of: challenge, by: keys) { return .refused(refusal) }
        try closeChallenge(id)
        return .done(id)
    }

    /// Sends an OTP for a login.
    /// - Throws: ``BankFault`` 404, 400 without a verified number, 429.
    func challengeBySMS(_ body: CreateSMSChallenge) throws -> StoredChallenge {
        let person = try person(body.personID)
        let phone = try requireVerifiedNumber(of: person.id)
        try requireGuessesLeft(person.id)
        let id = try identities.identifier(.challenge)
        let code = try issueOTP(to: .challenge(id), number: phone)
        try sendSMS(.authenticate, to: phone, language: person.attributes.language, code: code.digits)
        let challenge = challenge(id, .sms, of: person.id, expiresAt: code.expiresAt)
        try insertChallenge(challenge)
        return challenge
    }

    /// Spends an SMS challenge on its OTP.
    func verifySMS(_ id: Identifier, _ code: String) throws -> Refusable<Identifier> {
        let person = try openChallenge(id, .sms).personID
        switch try spendOTP(of: .challenge(id), by: person, given: code) {
        case .right:
            try closeChallenge(id)
            return .done(id)
        case .wrong(attemptsLeft: 0), .expired: try closeChallenge(id)
        case .wrong: break
        }
        return .refused(
            BankFault(.invalidTAN, "Invalid or expired TAN for Solaris::SMSChallenge with uid: '\(id)'"))
    }
}
