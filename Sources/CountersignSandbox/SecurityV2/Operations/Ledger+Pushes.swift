import Countersign
import CountersignAPI

// What the customer's own device does: a virtual one, for the protocol of the bank's SDK is not public.
extension Ledger {
    /// What waits on a device for its customer.
    ///
    /// - Throws: ``BankFault`` 404.
    func pushes(to id: Int64) throws -> [SecurityV2.PendingRequest] {
        let device = try requireSDKDevice(id)
        return try pendingSCARequests(of: device.consumer).filter { $0.device == id }.map(\.pending)
    }

    /// The customer approves, which executes the action, or rejects, which leaves it to be asked again or cancelled.
    ///
    /// - Throws: ``BankFault`` 404 for an unknown device, 403 for what it is not asked, 422 for a wrong signature.
    func answerPush(_ id: Int64, _ body: SecurityV2.AnswerPush) throws {
        let device = try requireSDKDevice(id)
        guard var request = try scaRequest(body.scaReferenceNumber), request.device == id,
            try SCAPolicy.hindrance(
                to: request, isConsumerBlocked: consumer(device.consumer).isBlocked, now: now) == nil
        else { throw BankFault.unauthorizedAction }
        try SignaturePolicy.requireLength(body.signature)
        let text = SecurityV2.AnswerPush.text(body.scaReferenceNumber, approve: body.approve)
        guard try isValid(body.signature, text: text, keys: [VerifyingKey(hexPoint: device.hexPoint)]) else {
            throw SignaturePolicy.wrong(body.signature)
        }
        if body.approve {
            request.state = .executed
        } else {
            request.hasFailed = true
            request.device = nil
        }
        try updateSCARequest(request)
    }

    private func requireSDKDevice(_ id: Int64) throws -> StoredSDKDevice {
        guard let device = try sdkDevice(id) else {
            throw BankFault.notFound("SDK::Device", Identifier(String(id)))
        }
        return device
    }
}
