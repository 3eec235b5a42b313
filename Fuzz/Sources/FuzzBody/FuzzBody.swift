import CountersignAPI

/// JSON bodies as a server gets them: the first byte says which request, the rest is its body. Text that is JSON is
/// written and parsed again as the same; a body that is read is written and read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBody(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
    do throws(CountersignAPIError) {
        let value = try WireJSON.parse(bytes)
        let again = try WireJSON.parse(WireJSON.encode(value))
        precondition(again == value)
        try requests[Int(data[0]) % requests.count](value)
    } catch {
        precondition(!error.reason.isEmpty)
        precondition(error.code != .unwritable)
        precondition((error.offset ?? 0) <= bytes.count)
    }
    // What a client is answered, JSON or not.
    _ = ErrorBody(reading: bytes, httpStatus: 400)
    return 0
}

private typealias Check = @Sendable (JSONValue) throws(CountersignAPIError) -> Void

private func check<Body: Codable & Equatable & Sendable>(_ type: Body.Type) -> Check {
    { value throws(CountersignAPIError) in
        let body = try WireJSON.decode(type, from: value)
        let again: Body
        do throws(CountersignAPIError) {
            again = try WireJSON.decode(type, from: WireJSON.encode(body))
        } catch {
            fatalError("\(type) is read and cannot be read again: \(error)")
        }
        precondition(again == body, "\(type) is written as another")
    }
}

/// In the order of `BODIES` in Scripts/fuzz-corpus.py.
private let requests: [Check] = [
    check(AuthorizeChangeRequest.self), check(ConfirmChangeRequest.self), check(ConfirmWithOTP.self),
    check(ConfirmWithDevice.self), check(PersonAttributes.self), check(CreateMobileNumber.self),
    check(ConfirmMobileNumber.self), check(BindDevice.self), check(AddDeviceKey.self), check(VerifySignature.self),
    check(CreateDeviceChallenge.self), check(CreateSMSChallenge.self), check(VerifySMSChallenge.self),
    check(CreateActivationChallenge.self), check(RecordDeliveryEvent.self), check(RecordDeviceActivity.self),
    check(RecordDeviceConsent.self), check(CreateSEPACreditTransfer.self), check(CreateTrustedIBAN.self),
    check(CreateBusiness.self), check(CreateWebhook.self), check(LegacyTokenRequest.self), check(SeedBooks.self),
    check(FaultRule.self), check(AdvanceClock.self), check(TriggerChangeRequest.self), check(TriggerSCAChallenge.self),
    check(SecurityV2.Authorize.self), check(SecurityV2.RegenerateSCA.self), check(SecurityV2.PostLoginDetails.self),
    check(SecurityV2.Logout.self), check(SecurityV2.ConsumerRequest.self), check(SecurityV2.DeRegisterSDKDevice.self),
    check(SecurityV2.TriggerPurchase.self), check(SecurityV2.AnswerPush.self),
    check(ChangeRequest.self), check(SecurityV2.Login.self), check(SCAChallengePayload.self),
]
