public import CountersignAPI

extension SecurityV2Session {
    /// Authorizes with the one-time password that the customer was sent, encrypted for this session.
    ///
    /// - Parameters:
    ///   - reference: the SCA reference number of the 900.
    ///   - note: the partner's own reference, repeated in the answer.
    /// - Returns: 000 with the number of the action, 905 with the tries that are left, 904 once blocked, 903.
    public func authorize(
        _ reference: String, password: String, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Authorization> {
        let identification: String
        do {
            identification = try key.encrypt(password)
        } catch {
            throw ClientError(.invalidRequest, reason: error.reason, operation: Endpoint.securityV2Authorize.name)
        }
        return try await authorize(
            .init(scaReferenceNumber: reference, scaIdentification: identification, clientRequestReference: note))
    }

    /// Authorizes by two factors of the partner's own, of different categories.
    public func authorize(
        _ reference: String, first: SecurityV2.SCAOption, second: SecurityV2.SCAOption, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Authorization> {
        try await authorize(
            .init(
                scaReferenceNumber: reference, cancelRequest: false, firstFactor: first, secondFactor: second,
                clientRequestReference: note))
    }

    /// Gives a request up; its action is not executed.
    public func cancel(
        _ reference: String, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Authorization> {
        try await authorize(
            .init(scaReferenceNumber: reference, cancelRequest: true, clientRequestReference: note))
    }

    /// `POST /security/Authorize` with any members.
    public func authorize(
        _ body: SecurityV2.Authorize
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Authorization> {
        try await send(.securityV2Authorize, body, SecurityV2.Authorization.self)
    }

    /// A new one-time password or push for a reference number whose last attempt has failed or expired: five times.
    public func regenerate(
        _ reference: String, type: SecurityV2.SCAType = .otp, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Challenged> {
        try await send(
            .securityV2RegenerateSCA,
            SecurityV2.RegenerateSCA(scaReferenceNumber: reference, scaType: type, clientRequestReference: note),
            SecurityV2.Challenged.self)
    }

    /// The one-time password that came in the response; nil where it came another way.
    public func password(in state: SecurityV2.SCARes?) -> String? {
        state?.scaIdentification.flatMap { $0.isEmpty ? nil : key.decrypt($0) }
    }
}
