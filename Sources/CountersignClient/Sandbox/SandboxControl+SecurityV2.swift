public import CountersignAPI

// The sandbox's part of the Security API (V2). The bank is that of the credentials: a user's is that of the OAuth client
// of the same name, and a session's token opens it too.
extension SandboxControl {
    /// Sets what the bank knows of a consumer; what is absent stays as it was.
    public func setConsumer(
        _ id: Int32, _ settings: SecurityV2.ConsumerSettings
    ) async throws(ClientError) -> SecurityV2.ConsumerSettings {
        try await bank.value(try HTTPCall(.setConsumer, Identifier(String(id)), body: settings))
    }

    /// An action that needs authentication: 900 with its reference number.
    public func triggerTransfer(
        _ order: SecurityV2.TriggerTransfer
    ) async throws(ClientError) -> SecurityV2.Answer<SecurityV2.Challenged> {
        try await bank.value(try HTTPCall(.triggerTransfer, body: order))
    }

    /// A card payment at a shop. The answer is the webhook's body without its hash.
    public func triggerPurchase(
        _ order: SecurityV2.TriggerPurchase
    ) async throws(ClientError) -> SecurityV2.PurchasePayload {
        try await bank.value(try HTTPCall(.triggerPurchase, body: order))
    }

    /// What became of a request.
    public func state(ofSCA reference: String) async throws(ClientError) -> SecurityV2.RequestState {
        try await bank.value(try HTTPCall(.readSCARequest, Identifier(reference)))
    }

    /// Registers a device that answers pushes, in place of the consumer's older one.
    public func registerSDKDevice(
        _ device: SecurityV2.RegisterSDKDevice
    ) async throws(ClientError) -> SecurityV2.SDKDevice {
        try await bank.value(try HTTPCall(.registerSDKDevice, body: device))
    }

    /// What waits on a device for its customer.
    public func pushes(to device: Int64) async throws(ClientError) -> [SecurityV2.PendingRequest] {
        try await bank.value(try HTTPCall(.listPushes, Identifier(String(device))))
    }

    /// The customer's answer on a device.
    public func answerPush(_ device: Int64, _ answer: SecurityV2.AnswerPush) async throws(ClientError) {
        try await done(try HTTPCall(.answerPush, Identifier(String(device)), body: answer))
    }
}
