import Countersign
public import CountersignAPI
public import CountersignClient
public import CountersignDevice

/// A virtual phone and the bank that it talks to, through the calls that an app's backend makes for it.
///
/// A faulty phone sends what it makes, and the report says whether the bank answered as it should.
public struct ConnectedPhone: Sendable {
    public let device: VirtualDevice
    public let bank: BankClient

    public init(_ device: VirtualDevice, at bank: BankClient) {
        self.device = device
        self.bank = bank
    }

    /// The bank's id of the device.
    ///
    /// - Throws: ``DeviceError`` `not_bound`.
    public var deviceID: Identifier {
        get async throws {
            let record = await device.record
            guard let id = record.deviceID else { throw DeviceError.notBound(record.name) }
            return Identifier(id)
        }
    }

    /// Binds the phone: sends its key, takes the code that the customer got, signs it.
    ///
    /// Where the answer to an earlier signature was lost, the bank is asked first: it may have bound the phone.
    ///
    /// - Parameters:
    ///   - person: whose phone it is.
    ///   - challengeType: `sms`, or `activationCode` for a code that came by letter.
    ///   - address: the bank's base URL, to be remembered.
    ///   - code: gives the OTP or the activation code.
    /// - Throws: `ClientError`, ``DeviceError``, and what `code` throws.
    public func bind(
        to person: Identifier, challengeType: BindingChallengeType? = nil, address: String? = nil,
        code: @Sendable (DeviceBinding) async throws -> String
    ) async throws -> PhoneReport {
        let record = await device.record
        let key = try record.key(for: nil)
        if let pending = record.pendingDeviceID,
            try await bank.devices(of: person).contains(where: { $0.id.text == pending })
        {
            try await device.bound(deviceID: pending, personID: person.text, bank: address)
            return PhoneReport(answer: nil, text: nil, expected: .accepted, observed: .accepted, changeRequest: nil)
        }
        let order = BindDevice(
            personID: person, challengeType: challengeType, key: key.verifyingKey.hexPoint,
            keyPurpose: key.purpose == .unrestricted ? nil : key.purpose.onTheWire, name: record.name.description)
        let binding: DeviceBinding
        do {
            binding = try await bank.bindDevice(order)
        } catch {
            // Of a clone the bank knows the key already.
            guard record.fault == .clone, let refusal = error.refusal else { throw error }
            return PhoneReport(
                answer: nil, text: nil, expected: DeviceFault.clone.expected(on: .binding), observed: refusal,
                changeRequest: nil)
        }
        try await device.binding(binding.id.text)
        let text = try await code(binding)
        let answer = try await device.answer(SigningRequest(Challenge(text), route: .binding, purpose: key.purpose))
        let sent = try await send(answer) { field throws(ClientError) in
            try await bank.verifySignatureChallenge(binding.challenge.id, signature: field)
        }
        if sent.value != nil {
            try await device.bound(deviceID: binding.id.text, personID: person.text, bank: address)
        }
        return PhoneReport(
            answer: answer, text: text, expected: answer.expected, observed: sent.observed, changeRequest: nil)
    }

    /// Authorizes a change request by device signing and confirms it.
    ///
    /// - Parameters:
    ///   - amount: cents, for the phone's policy.
    ///   - subject: what the app shows beside it, for the phone's policy.
    /// - Throws: `ClientError` for a call before the signature that fails, ``DeviceError`` where the phone does not sign.
    public func approve(
        _ changeRequest: Identifier, purpose: DeviceKeyPurpose? = nil, amount: Int? = nil, subject: String? = nil
    ) async throws -> PhoneReport {
        let device = try await deviceID
        let authorized = try await bank.authorize(changeRequest, byDevice: device, keyPurpose: purpose?.onTheWire)
        guard let text = authorized.stringToSign else {
            throw HarnessError(.bank, "expected string_to_sign in the answer of authorize, found none")
        }
        let answer = try await self.device.answer(
            SigningRequest(
                Challenge(text), route: .changeRequest, purpose: purpose, amount: amount, subject: subject))
        let sent = try await send(answer) { field throws(ClientError) in
            try await bank.confirm(changeRequest, signature: field, device: device)
        }
        return PhoneReport(
            answer: answer, text: text, expected: answer.expected, observed: sent.observed, changeRequest: sent.value)
    }

    /// Answers a device signing challenge, as a login asks for it.
    ///
    /// - Throws: as ``approve(_:purpose:amount:subject:)``.
    public func logIn(purpose: DeviceKeyPurpose? = nil) async throws -> PhoneReport {
        let challenge = try await bank.createDeviceChallenge(
            CreateDeviceChallenge(deviceID: try await deviceID, keyPurpose: purpose?.onTheWire))
        let answer = try await device.answer(
            SigningRequest(Challenge(challenge.stringToSign), route: .challenge, purpose: purpose))
        let sent = try await send(answer) { field throws(ClientError) in
            try await bank.verifyDeviceChallenge(challenge.id, signature: field)
        }
        return PhoneReport(
            answer: answer, text: challenge.stringToSign, expected: answer.expected, observed: sent.observed,
            changeRequest: nil)
    }

    /// Adds a key, or replaces the one of its purpose: an older key signs the new one's hex text.
    ///
    /// - Throws: as ``approve(_:purpose:amount:subject:)``. Where it is not known what the bank has done, the new key
    ///   stays pending in the phone, and the next call for its purpose proposes it again.
    public func rotateKey(
        _ purpose: DeviceKeyPurpose, signedBy signer: DeviceKeyPurpose? = nil
    ) async throws -> PhoneReport {
        let device = try await deviceID
        let proposal = try await self.device.proposeKey(purpose, signedBy: signer)
        let identifier = try VerifyingKey(hexPoint: proposal.key).identifier
        let sent = try await send(proposal.answer) { field throws(ClientError) in
            try await bank.addDeviceKey(
                AddDeviceKey(
                    key: proposal.key, keyPurpose: purpose.onTheWire,
                    deviceSignature: .init(
                        signatureKeyPurpose: proposal.signaturePurpose.onTheWire, signature: field)),
                to: device)
        }
        var observed = sent.observed
        if let created = sent.value {
            try await self.device.adopt(identifier, remoteID: created.id.text)
        } else if !proposal.isRepeated {
            try await self.device.discard(identifier)
        } else if case .refused(status: 409, _) = observed {
            // The bank took it the first time, and its answer was lost.
            try await self.device.adopt(identifier)
            observed = .accepted
        }
        return PhoneReport(
            answer: proposal.answer, text: proposal.key, expected: proposal.answer.expected, observed: observed,
            changeRequest: nil)
    }

    /// Sends a field as often as the phone does.
    ///
    /// - Returns: the value of the sending that was accepted, and what came to the last one.
    private func send<Value: Sendable>(
        _ answer: DeviceAnswer, _ call: (String) async throws(ClientError) -> Value
    ) async throws(ClientError) -> (value: Value?, observed: ServerAnswer) {
        var accepted: Value?
        var observed = ServerAnswer.accepted
        for _ in 0..<max(1, answer.sendings) {
            do {
                accepted = try await call(answer.field)
                observed = .accepted
            } catch {
                guard let refusal = error.refusal else { throw error }
                observed = refusal
            }
        }
        return (accepted, observed)
    }
}

extension ClientError {
    /// Status and code where the bank has refused; nil where it is not known what it did.
    var refusal: ServerAnswer? {
        guard let status, (400..<500).contains(status) else { return nil }
        return .refused(status: status, code: bankCode?.rawValue ?? "")
    }
}

extension DeviceKeyPurpose {
    /// The purpose as the API names it.
    public var onTheWire: KeyPurpose { self == .restricted ? .restricted : .unrestricted }
}
