import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice
import CountersignHarness
import CountersignTesting
import Testing

/// Phone ⇄ client ⇄ sandbox over a socket.
struct PhoneFlowTests {
    @Test("A bound phone takes a transfer to COMPLETED by device signing (CARD-015, CARD-016)", .boundPhone)
    func completesByDevice() async throws {
        let phone = try BoundPhone.current
        let transfer = try await phone.bank.orderTransfer(by: phone.customer)
        let report = try await phone.connection.approve(transfer, amount: 1000, subject: "to Grace Hopper")
        #expect(report.isAsExpected && report.observed == .accepted)
        #expect(report.changeRequest?.status == .completed)
        #expect(report.changeRequest?.responseBody?["recipient_name"] == "Grace Hopper")
        let journal = await phone.device.journal
        #expect(journal.map(\.request.route) == [.binding, .changeRequest])
        #expect(journal.last?.request.text.text == report.text)
    }

    @Test("The client completes a change request with a phone as its signer, in one call", .boundPhone)
    func completesInOneCall() async throws {
        let phone = try BoundPhone.current
        let transfer = try await phone.bank.orderTransfer(by: phone.customer)
        let device = try await phone.connection.deviceID
        let done = try await phone.bank.bank.complete(transfer, device: device, signer: phone.device)
        #expect(done.status == .completed)
    }

    @Test("Beside device signing the other delivery methods still complete", .boundPhone)
    func completesByOTP() async throws {
        let phone = try BoundPhone.current
        let (bank, customer) = (phone.bank, phone.customer)
        for method in [DeliveryMethod.mobileNumber, .static] {
            let transfer = try await bank.orderTransfer(by: customer)
            let done = try await bank.bank.complete(transfer, person: customer.person, method: method) {
                method == .static ? "212212" : try await bank.code(to: customer.number)
            }
            #expect(done.status == .completed, "\(method)")
        }
    }

    @Test("A phone is bound by the code of a letter, too")
    func bindsByActivationCode() async throws {
        try await TestBank.run { bank in
            let customer = try await bank.customer()
            let letter = try await bank.bank.createActivationChallenge(
                CreateActivationChallenge(
                    personID: customer.person, origin: .mobileApp, purpose: .deviceBinding, deliveryMethod: .snailMail))
            let code = try #require(letter.code)
            let phone = ConnectedPhone(try VirtualDevice(), at: bank.bank)
            let report = try await phone.bind(to: customer.person, challengeType: .activationCode) { _ in code }
            #expect(report.observed == .accepted)
            #expect(try await phone.logIn().observed == .accepted)
        }
    }

    @Test(
        "Keys are rotated and added; the newest of a purpose signs, the restricted one behind the finger", .boundPhone)
    func rotatesAndAddsKeys() async throws {
        let phone = try BoundPhone.current
        let before = try await phone.device.hexPoint()
        for purpose in [DeviceKeyPurpose.unrestricted, .restricted] {
            let report = try await phone.connection.rotateKey(purpose)
            #expect(report.observed == .accepted, "\(purpose)")
        }
        #expect(try await phone.device.hexPoint() != before)
        let keys = try await phone.bank.bank.deviceKeys(of: try await phone.connection.deviceID)
        #expect(keys.flatMap(\.keys).count == 3)
        #expect(await phone.device.record.keys.allSatisfy { $0.state == .retired || $0.remoteID != nil })
        for purpose in [DeviceKeyPurpose?.none, .unrestricted, .restricted] {
            let transfer = try await phone.bank.orderTransfer(by: phone.customer)
            #expect(try await phone.connection.approve(transfer, purpose: purpose).observed == .accepted)
            #expect(try await phone.connection.logIn(purpose: purpose).observed == .accepted)
        }
        try await phone.device.update { $0.gate = .fails }
        await #expect(throws: DeviceError.self) { try await phone.connection.logIn(purpose: .restricted) }
    }

    @Test("What the policy denies never reaches the bank", .boundPhone(policy: .approve))
    func keepsSilent_whenThePolicyDenies() async throws {
        let phone = try BoundPhone.current
        try await phone.device.update { $0.policy = try ApprovalPolicy("deny if amount over 500") }
        let transfer = try await phone.bank.orderTransfer(by: phone.customer)
        await #expect(throws: DeviceError.self) { try await phone.connection.approve(transfer, amount: 1000) }
        #expect(try await phone.bank.bank.changeRequest(transfer).status == .confirmationRequired)
        #expect(try await phone.connection.approve(transfer, amount: 500).observed == .accepted)
    }

    @Test("A phone that is not bound says so before anything is sent")
    func refuses_whenThePhoneIsNotBound() async throws {
        try await TestBank.run { bank in
            let phone = ConnectedPhone(try VirtualDevice(), at: bank.bank)
            await #expect(throws: DeviceError.self) { try await phone.logIn() }
            await #expect(throws: DeviceError.self) { try await phone.rotateKey(.restricted) }
        }
    }

    @Test("A test without the trait has no phone")
    func hasNoPhone_withoutTheTrait() {
        #expect(throws: HarnessError.self) { try BoundPhone.current }
    }
}
