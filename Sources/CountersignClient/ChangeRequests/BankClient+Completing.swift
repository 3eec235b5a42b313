public import Countersign
public import CountersignAPI

extension BankClient {
    /// Takes a change request from its beginning to its end by device signing: authorize, sign, confirm, and wait where
    /// the bank is still executing.
    ///
    /// - Parameters:
    ///   - device: the bound device whose key the signer has.
    ///   - signer: a ``SigningKey``, a virtual device, or a phone far away.
    /// - Returns: the change request with its final status; look at it, for `FAILED` is no error here.
    /// - Throws: ``ClientError``, and whatever the signer throws.
    public func complete(
        _ id: Identifier, device: Identifier, signer: some ChallengeSigner, keyPurpose: KeyPurpose? = nil,
        deviceData: String? = nil
    ) async throws -> ChangeRequest {
        let authorized = try await authorize(
            id, byDevice: device, keyPurpose: keyPurpose, deviceData: deviceData)
        guard let text = authorized.stringToSign else {
            throw ClientError(
                .unreadableAnswer, reason: "expected string_to_sign, found none",
                operation: Endpoint.authorizeChangeRequest.name)
        }
        let signature = try await signer.signature(for: Challenge(text))
        return try await settled(
            try await confirm(id, signature: signature.field, device: device, deviceData: deviceData))
    }

    /// The same by OTP.
    ///
    /// - Parameters:
    ///   - method: `mobileNumber` for an SMS, `static` in the bank's sandbox.
    ///   - otp: asks the customer for the six digits.
    public func complete(
        _ id: Identifier, person: Identifier, method: DeliveryMethod = .mobileNumber,
        otp: @Sendable () async throws -> String
    ) async throws -> ChangeRequest {
        _ = try await authorize(id, AuthorizeChangeRequest(deliveryMethod: method, personID: person))
        return try await settled(try await confirm(id, otp: try await otp(), person: person))
    }

    private func settled(_ confirmed: ChangeRequest) async throws(ClientError) -> ChangeRequest {
        guard !confirmed.status.isFinal else { return confirmed }
        return try await pollUntilComplete(confirmed.id)
    }
}
