public import CountersignAPI

extension BankClient {
    /// Starts the authorization of a change request. For device signing the answer holds the text to be signed.
    public func authorize(
        _ id: Identifier, _ order: AuthorizeChangeRequest
    ) async throws(ClientError) -> ChangeRequest {
        try await value(try HTTPCall(.authorizeChangeRequest, id, body: order))
    }

    /// Sends the person an OTP by SMS.
    public func authorize(_ id: Identifier, bySMSTo person: Identifier) async throws(ClientError) -> ChangeRequest {
        try await authorize(id, .bySMS(to: person))
    }

    /// Asks for the text that a bound device is to sign: `stringToSign` of the answer.
    public func authorize(
        _ id: Identifier, byDevice device: Identifier, keyPurpose: KeyPurpose? = nil, deviceData: String? = nil
    ) async throws(ClientError) -> ChangeRequest {
        var order = AuthorizeChangeRequest.byDevice(device)
        order.keyPurpose = keyPurpose
        order.deviceData = deviceData
        return try await authorize(id, order)
    }

    /// Ends the authorization of a change request and answers what became of it.
    ///
    /// - Throws: ``ClientError`` `authentication_failed` for a wrong or expired OTP or a signature that does not verify.
    public func confirm(_ id: Identifier, _ proof: ConfirmChangeRequest) async throws(ClientError) -> ChangeRequest {
        try await value(try HTTPCall(.confirmChangeRequest, id, body: proof))
    }

    /// Confirms with the digits of the OTP.
    public func confirm(
        _ id: Identifier, otp: String, person: Identifier
    ) async throws(ClientError) -> ChangeRequest {
        try await confirm(id, .otp(otp, person: person))
    }

    /// Confirms with the signature field: hex of DER.
    public func confirm(
        _ id: Identifier, signature: String, device: Identifier, deviceData: String? = nil
    ) async throws(ClientError) -> ChangeRequest {
        var proof = ConfirmChangeRequest.device(device, signature: signature)
        proof.deviceData = deviceData
        return try await confirm(id, proof)
    }

    /// Where a change request stands.
    public func changeRequest(_ id: Identifier) async throws(ClientError) -> ChangeRequest {
        try await value(try HTTPCall(.readChangeRequest, id))
    }

    /// A person's change requests, the newest first.
    public func changeRequests(
        ofPerson person: Identifier, _ page: Page = .first
    ) async throws(ClientError) -> ListPage<ChangeRequest> {
        try await self.page(try HTTPCall(.listPersonChangeRequests, person, query: page.pairs))
    }

    /// A business' change requests, the newest first.
    public func changeRequests(
        ofBusiness business: Identifier, _ page: Page = .first
    ) async throws(ClientError) -> ListPage<ChangeRequest> {
        try await self.page(try HTTPCall(.listBusinessChangeRequests, business, query: page.pairs))
    }
}
