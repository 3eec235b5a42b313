import CountersignAPI

extension Ledger {
    /// Takes note of a login's factors, or asks the consumer for the second one: by the registered device, else by a
    /// one-time password. What the bank asks for is answered with 900, as any action that needs authentication.
    ///
    /// - Throws: ``SecurityV2Fault``.
    func recordLogin(
        _ body: SecurityV2.PostLoginDetails, key: SecurityV2.SecurityKey
    ) throws -> SecurityV2Outcome<SecurityV2.Challenged> {
        let consumer = try consumer(body.consumerID)
        guard !consumer.isBlocked else { throw SecurityV2Fault(code: .userBlocked) }
        guard body.doSecondFactor == true else {
            let code: SecurityV2.ResponseCode = consumer.loginNeedsSCA ? .loginNotAllowed : .success
            return SecurityV2Outcome(code, .init(scaRes: .init()))
        }
        let type: SecurityV2.SCAType = try sdkDevice(of: consumer.id) == nil ? .otp : .mobilePush
        let challenge = try challenge(consumer.id, for: .login, type: type)
        return SecurityV2Outcome(.scaRequired, .init(scaRes: try challenge.wire(for: key)))
    }

    /// - Throws: ``SecurityV2Fault`` for a device that is not this consumer's, which cannot be told from none.
    func deregister(_ device: Int64, of consumer: Int32) throws {
        guard try sdkDevice(device)?.consumer == consumer else { throw SecurityV2Fault(code: .notFound) }
        try removeSDKDevice(device)
    }
}
