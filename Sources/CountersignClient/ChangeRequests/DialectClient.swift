public import CountersignAPI

/// Change requests by the paths of the published Elixir client, which need no person and no device.
///
/// For those who come from there: each of its functions has its counterpart here. The bank's own reference has other
/// paths; the functions of ``BankClient`` use those.
public struct DialectClient: Sendable {
    let bank: BankClient
    /// Whether the paths begin with `/v1`.
    let isVersioned: Bool

    /// Sends an OTP by SMS to the person's verified number.
    public func authorizeWithSMS(_ id: Identifier) async throws(ClientError) -> ChangeRequest {
        try await bank.value(try HTTPCall(endpoint(.dialectAuthorizeOTP), id))
    }

    /// Confirms with the digits of the OTP.
    ///
    /// - Throws: ``ClientError`` `authentication_failed` for a wrong or expired one.
    public func confirmWithOTP(_ id: Identifier, _ otp: String) async throws(ClientError) -> ChangeRequest {
        try await bank.value(try HTTPCall(endpoint(.dialectConfirmOTP), id, body: ConfirmWithOTP(otp: otp)))
    }

    /// The text that the person's device is to sign.
    public func deviceChallenge(_ id: Identifier) async throws(ClientError) -> DeviceChallengeText {
        try await bank.value(try HTTPCall(endpoint(.dialectChallenge), id))
    }

    /// Confirms with the signature: hex of DER.
    public func confirmWithDevice(_ id: Identifier, _ signedToken: String) async throws(ClientError) -> ChangeRequest {
        try await bank.value(
            try HTTPCall(endpoint(.dialectConfirmDevice), id, body: ConfirmWithDevice(signedToken: signedToken)))
    }

    /// Where a change request stands.
    public func get(_ id: Identifier) async throws(ClientError) -> ChangeRequest { try await bank.changeRequest(id) }

    /// A person's change requests, the newest first.
    public func listForPerson(
        _ person: Identifier, _ page: Page = .first
    ) async throws(ClientError) -> ListPage<ChangeRequest> {
        try await bank.changeRequests(ofPerson: person, page)
    }

    /// A business' change requests, the newest first.
    public func listForBusiness(
        _ business: Identifier, _ page: Page = .first
    ) async throws(ClientError) -> ListPage<ChangeRequest> {
        try await bank.changeRequests(ofBusiness: business, page)
    }

    /// As ``BankClient/pollUntilComplete(_:interval:maxAttempts:terminalStatuses:)``.
    public func pollUntilComplete(
        _ id: Identifier, interval: Duration = .seconds(2), maxAttempts: Int = 15,
        terminalStatuses: Set<ChangeRequestStatus> = [.completed, .failed, .expired]
    ) async throws(ClientError) -> ChangeRequest {
        try await bank.pollUntilComplete(
            id, interval: interval, maxAttempts: maxAttempts, terminalStatuses: terminalStatuses)
    }

    /// The endpoint as it is printed, or its twin under `/v1`.
    private func endpoint(_ plain: Endpoint) -> Endpoint {
        guard isVersioned else { return plain }
        return Endpoint.dialect.first { $0.name == plain.name + "V1" } ?? plain
    }
}

extension BankClient {
    /// The functions of the published Elixir client, with its paths.
    ///
    /// - Parameter versioned: whether the paths begin with `/v1`, which that client leaves out.
    public func dialect(versioned: Bool = false) -> DialectClient {
        DialectClient(bank: self, isVersioned: versioned)
    }
}
