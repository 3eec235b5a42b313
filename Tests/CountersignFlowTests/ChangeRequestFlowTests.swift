import Countersign
import CountersignAPI
import CountersignClient
import Testing

/// Client ⇄ sandbox over a socket: each delivery method from the protected call to the executed one.
struct ChangeRequestFlowTests {
    @Test("a transfer is executed after its OTP by SMS (S0-017, S0-020, S0-026, S0-038)")
    func completesBySMS() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let id = try await customer.transfer()
            #expect(try await bank.client.changeRequest(id).status == .authorizationRequired)
            let authorized = try await bank.client.authorize(id, bySMSTo: customer.id)
            #expect(authorized.status == .confirmationRequired && authorized.stringToSign == nil)
            let confirmed = try await bank.client.confirm(id, otp: try await customer.code(), person: customer.id)
            #expect(confirmed.status == .completed && confirmed.responseCode == 201)
            #expect(confirmed.responseBody?["recipient_name"] == "Grace Hopper")
            #expect(try await bank.client.pollUntilComplete(id).status == .completed)
        }
    }

    @Test("a transfer is executed after its signature by a bound device (S0-024, S0-025, S0-039)")
    func completesByDevice() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let key = try SigningKey()
            let device = try await bank.client.bindDevice(of: customer.id, signer: key, name: "phone") { _ in
                try await customer.code()
            }
            #expect(try await bank.client.devices(of: customer.id).map(\.id) == [device])
            let id = try await customer.transfer()
            let done = try await bank.client.complete(id, device: device, signer: key)
            #expect(done.status == .completed && done.responseCode == 201)
        }
    }

    @Test func completesByTheStaticCode() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let id = try await customer.rename()
            #expect(try await customer.firstName == "Ada")
            let done = try await bank.client.complete(id, person: customer.id, method: .static) { "212212" }
            #expect(done.status == .completed)
            #expect(try await customer.firstName == "Grace")
        }
    }

    @Test func completesInOneCall_byTheSMSThatCame() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let done = try await bank.client.complete(try await customer.rename(), person: customer.id) {
                try await customer.code()
            }
            #expect(done.status == .completed)
        }
    }

    @Test("a wrong OTP is an authentication failure with HTTP 403 and the bank's code (S0-021)")
    func reportsAWrongOTP() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let id = try await customer.rename()
            _ = try await bank.client.authorize(id, bySMSTo: customer.id)
            let right = try await customer.code()
            let wrong = right == "000000" ? "000001" : "000000"
            let error = await #expect(throws: ClientError.self) {
                try await bank.client.confirm(id, otp: wrong, person: customer.id)
            }
            #expect(error?.code == .authenticationFailed && error?.status == 403 && error?.bankCode == .invalidTAN)
            #expect(try await bank.client.confirm(id, otp: right, person: customer.id).status == .completed)
        }
    }

    @Test("an expired OTP is one too, and reading shows EXPIRED (S0-022)")
    func reportsAnExpiredOTP() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let id = try await customer.rename()
            _ = try await bank.client.authorize(id, bySMSTo: customer.id)
            let code = try await customer.code()
            _ = try await bank.client.sandbox.advanceClock(AdvanceClock(seconds: 301))
            let error = await #expect(throws: ClientError.self) {
                try await bank.client.confirm(id, otp: code, person: customer.id)
            }
            #expect(error?.code == .authenticationFailed && error?.status == 403)
            #expect(try await bank.client.pollUntilComplete(id).status == .expired)
        }
    }

    @Test("a signature by another key is an authentication failure with HTTP 422 (S0-025)")
    func reportsAWrongSignature() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let device = try await bank.client.bindDevice(of: customer.id, signer: try SigningKey()) { _ in
                try await customer.code()
            }
            let id = try await customer.rename()
            let other = try SigningKey()
            let error = await #expect(throws: ClientError.self) {
                try await bank.client.complete(id, device: device, signer: other)
            }
            #expect(error?.code == .authenticationFailed && error?.status == 422)
            #expect(error?.bankCode == .invalidSignature)
            #expect(try await customer.firstName == "Ada")
        }
    }

    @Test func waitsForTheBank_whenConfirmAnswersACCEPTED() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            var configuration = ClientConfiguration()
            configuration.clock = BankTime(bank: bank.client)
            let client = try BankClient(
                bank.address, .client(id: "tests", secret: "secret"), configuration: configuration)
            for (fails, status) in [(false, ChangeRequestStatus.completed), (true, .failed)] {
                let order = TriggerChangeRequest(personID: customer.id, delay: 5, fails: fails)
                let id = try await bank.client.sandbox.triggerChangeRequest(order).id
                let done = try await client.complete(id, person: customer.id, method: .static) { "212212" }
                #expect(done.status == status)
            }
        }
    }

    @Test func leavesTheChangeRequestOpen_whenTheSignerRefuses() async throws {
        struct Refusal: Error {}
        struct Refuser: ChallengeSigner {
            let key: SigningKey
            var verifyingKey: VerifyingKey { key.verifyingKey }
            func signature(for challenge: Challenge) async throws -> Signature { throw Refusal() }
        }
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let key = try SigningKey()
            let device = try await bank.client.bindDevice(of: customer.id, signer: key) { _ in
                try await customer.code()
            }
            let id = try await customer.rename()
            await #expect(throws: Refusal.self) {
                try await bank.client.complete(id, device: device, signer: Refuser(key: key))
            }
            #expect(try await bank.client.changeRequest(id).status == .confirmationRequired)
            #expect(try await bank.client.complete(id, device: device, signer: key).status == .completed)
        }
    }

    @Test func reportsTooManySMS_asRateLimited() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer(number: "+491520555555")
            let id = try await customer.rename()
            let error = await #expect(throws: ClientError.self) {
                try await bank.client.authorize(id, bySMSTo: customer.id)
            }
            #expect(error?.code == .rateLimited && error?.bankCode == .smsRequestRateLimitExceeded)
        }
    }
}
