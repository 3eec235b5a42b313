public import CountersignAPI

extension SecurityV2Session {
    /// What waits for a consumer.
    public func pendingRequests(
        of consumer: Int32, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.PendingRequests> {
        try await send(
            .securityV2GetSCAPendingRequest,
            SecurityV2.ConsumerRequest(consumerID: consumer, clientRequestReference: note),
            SecurityV2.PendingRequests.self)
    }

    /// The device that a consumer has registered.
    public func devices(
        of consumer: Int32, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.SDKDevices> {
        try await send(
            .securityV2ListSDKDevices,
            SecurityV2.ConsumerRequest(consumerID: consumer, clientRequestReference: note),
            SecurityV2.SDKDevices.self)
    }

    /// Removes a consumer's device.
    public func deregister(
        _ device: Int64, of consumer: Int32, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Nothing> {
        try await send(
            .securityV2DeRegisterSDKDevice,
            SecurityV2.DeRegisterSDKDevice(
                consumerID: consumer, sdkDeviceReferenceID: device, clientRequestReference: note),
            SecurityV2.Nothing.self)
    }

    /// Reports the factors of a customer's login, or asks the bank for the second one, which is answered with 900.
    ///
    /// - Parameter second: nil asks the bank.
    public func reportLogin(
        of consumer: Int32, first: SecurityV2.SCAOption, second: SecurityV2.SCAOption?, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Challenged> {
        try await send(
            .securityV2PostLoginDetails,
            SecurityV2.PostLoginDetails(
                consumerID: consumer, firstFactor: first, secondFactor: second, doSecondFactor: second == nil,
                clientRequestReference: note),
            SecurityV2.Challenged.self)
    }

    /// Ends the session; its token is of no use from then on.
    public func logout(
        _ reason: SecurityV2.LogoutReason = .manuallyLogout, note: String? = nil
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Nothing> {
        try await send(
            .securityV2Logout, SecurityV2.Logout(logoutReason: reason, clientRequestReference: note),
            SecurityV2.Nothing.self)
    }
}
