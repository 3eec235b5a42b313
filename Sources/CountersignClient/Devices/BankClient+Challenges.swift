public import CountersignAPI

extension BankClient {
    /// The challenge that binds a device.
    public func signatureChallenge(_ id: Identifier) async throws(ClientError) -> SignatureChallenge {
        try await value(try HTTPCall(.readSignatureChallenge, id))
    }

    /// Binds the device.
    ///
    /// - Parameters:
    ///   - id: `challenge.id` of the binding, which need not be the device's.
    ///   - signature: the field for the OTP or the activation code.
    public func verifySignatureChallenge(
        _ id: Identifier, signature: String, deviceData: String? = nil
    ) async throws(ClientError) {
        let body = VerifySignature(signature: signature, deviceData: deviceData)
        _ = try await succeed(try HTTPCall(.verifySignatureChallenge, id, body: body))
    }

    /// A challenge for a bound device, as a login asks for it.
    public func createDeviceChallenge(
        _ order: CreateDeviceChallenge
    ) async throws(ClientError) -> DeviceChallenge {
        try await value(try HTTPCall(.createDeviceChallenge, body: order))
    }

    public func deviceChallenge(_ id: Identifier) async throws(ClientError) -> DeviceChallenge {
        try await value(try HTTPCall(.readDeviceChallenge, id))
    }

    /// - Throws: ``ClientError`` `authentication_failed` for a signature that does not verify.
    public func verifyDeviceChallenge(
        _ id: Identifier, signature: String, deviceData: String? = nil
    ) async throws(ClientError) {
        let body = VerifySignature(signature: signature, deviceData: deviceData)
        _ = try await succeed(try HTTPCall(.verifyDeviceChallenge, id, body: body))
    }

    /// Sends the person an OTP, as a login asks for it.
    public func createSMSChallenge(for person: Identifier) async throws(ClientError) -> SMSChallenge {
        try await value(try HTTPCall(.createSMSChallenge, body: CreateSMSChallenge(personID: person)))
    }

    public func smsChallenge(_ id: Identifier) async throws(ClientError) -> SMSChallenge {
        try await value(try HTTPCall(.readSMSChallenge, id))
    }

    /// - Throws: ``ClientError`` `authentication_failed` for a wrong or expired code.
    public func verifySMSChallenge(_ id: Identifier, code: String) async throws(ClientError) {
        _ = try await succeed(try HTTPCall(.verifySMSChallenge, id, body: VerifySMSChallenge(code: code)))
    }
}
