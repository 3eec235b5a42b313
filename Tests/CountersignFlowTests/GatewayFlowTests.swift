import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice
import CountersignHarness
import Testing

/// Phone ⇄ client ⇄ pre-validator ⇄ sandbox: the proxy learns from the bank's own answers, and nobody's code changes.
struct GatewayFlowTests {
    /// A phone that was bound through the gateway, with keys of both purposes.
    private func bound(
        through gateway: RunningGateway, of customer: TestCustomer
    ) async throws -> ConnectedPhone {
        let phone = ConnectedPhone(try VirtualDevice(), at: gateway.client)
        let report = try await phone.bind(to: customer.person) { _ in try await gateway.bank.code(to: customer.number) }
        #expect(report.observed == .accepted)
        #expect(try await phone.rotateKey(.restricted).observed == .accepted)
        return phone
    }

    @Test("keys learned from bind and add key, texts from authorize: good signatures pass, once, with either key")
    func passesWhatIsGood_onceItHasLearned() async throws {
        try await RunningGateway.with { gateway in
            let customer = try await gateway.bank.customer()
            let phone = try await bound(through: gateway, of: customer)
            for purpose in [DeviceKeyPurpose?.none, .unrestricted, .restricted] {
                let transfer = try await gateway.bank.orderTransfer(by: customer)
                let report = try await phone.approve(transfer, purpose: purpose)
                #expect(report.observed == .accepted && report.changeRequest?.status == .completed)
                #expect(try await phone.logIn(purpose: purpose).observed == .accepted)
            }
            #expect(try await gateway.calls(of: .confirmChangeRequest) == 3)
            #expect(try await gateway.calls(of: .verifyDeviceChallenge) == 3)
        }
    }

    @Test("each mistake of a phone is answered as by the bank, and does not get there unless it is none")
    func answersAsTheBank_whateverAPhoneDoesWrong() async throws {
        try await RunningGateway.with { gateway in
            let customer = try await gateway.bank.customer()
            let phone = try await bound(through: gateway, of: customer)
            #expect(try await phone.logIn().observed == .accepted)
            var count = 0
            for fault in DeviceFault.allCases {
                try await phone.device.update { $0.fault = fault }
                let (confirms, logins) = (
                    try await gateway.calls(of: .confirmChangeRequest),
                    try await gateway.calls(of: .verifyDeviceChallenge)
                )
                let transfer = try await gateway.bank.orderTransfer(by: customer)
                // Where no purpose is asked for, any key of the device is good enough for the gateway.
                let report = try await phone.approve(transfer, purpose: .unrestricted)
                #expect(report.observed == fault.expected(on: .changeRequest), "\(fault)")
                let login = try await phone.logIn(purpose: .unrestricted)
                #expect(login.observed == fault.expected(on: .challenge), "\(fault)")
                // Of what is sent twice the bank sees the first.
                let reaching = [.highS, .clone, .replay].contains(fault) ? 1 : 0
                #expect(try await gateway.calls(of: .confirmChangeRequest) == confirms + reaching, "\(fault)")
                #expect(try await gateway.calls(of: .verifyDeviceChallenge) == logins + reaching, "\(fault)")
                #expect(
                    try await gateway.bank.bank.changeRequest(transfer).status
                        == (reaching == 1 ? .completed : .confirmationRequired), "\(fault)")
                count += 1
            }
            #expect(count == 11)
        }
    }

    @Test("a new key that no known key signed for stays away from the bank; OTPs pass")
    func keepsAwayAKey_thatNoKnownKeySignedFor() async throws {
        try await RunningGateway.with { gateway in
            let customer = try await gateway.bank.customer()
            let phone = try await bound(through: gateway, of: customer)
            let before = try await gateway.calls(of: .addDeviceKey)
            for fault in [DeviceFault.wrongKey, .doubleHash, .rawSignature, .truncatedHex] {
                try await phone.device.update { $0.fault = fault }
                #expect(try await phone.rotateKey(.unrestricted).observed == fault.expected(on: .keyAddition))
            }
            #expect(try await gateway.calls(of: .addDeviceKey) == before)
            try await phone.device.update { $0.fault = nil }
            #expect(try await phone.rotateKey(.unrestricted).observed == .accepted)
            #expect(try await phone.logIn().observed == .accepted)
            // OTPs are the bank's business alone.
            let transfer = try await gateway.bank.orderTransfer(by: customer)
            let done = try await gateway.client.complete(transfer, person: customer.person) {
                try await gateway.bank.code(to: customer.number)
            }
            #expect(done.status == .completed)
        }
    }

    @Test(
        "the published Elixir client's paths are learned from and guarded as the bank's own are (S0-024, S0-025)",
        arguments: [false, true])
    func learnsFromTheDialect(versioned: Bool) async throws {
        try await RunningGateway.with { gateway in
            let customer = try await gateway.bank.customer()
            let phone = try SigningKey()
            _ = try await gateway.client.bindDevice(of: customer.person, signer: phone) { _ in
                try await gateway.bank.code(to: customer.number)
            }
            let dialect = gateway.client.dialect(versioned: versioned)
            let confirm = try #require(
                Endpoint.dialect.first { $0.name == "dialectConfirmDevice" + (versioned ? "V1" : "") })
            let transfer = try await gateway.bank.orderTransfer(by: customer)
            let text = Challenge(try await dialect.deviceChallenge(transfer).challenge)
            let stranger = try SigningKey().field(for: text)
            let error = await #expect(throws: ClientError.self) {
                try await dialect.confirmWithDevice(transfer, stranger)
            }
            #expect(error?.status == 403)
            #expect(try await gateway.calls(of: confirm) == 0)
            let signed = try phone.field(for: text)
            #expect(try await dialect.confirmWithDevice(transfer, signed).status == .completed)
            await #expect(throws: ClientError.self) { try await dialect.confirmWithDevice(transfer, signed) }
            #expect(try await gateway.calls(of: confirm) == 1)
            // What authorize said of the same text stays: only this device may sign.
            let next = try await gateway.bank.orderTransfer(by: customer)
            let device = try #require(try await gateway.client.devices(of: customer.person).first)
            _ = try await gateway.client.authorize(next, byDevice: device.id)
            let again = Challenge(try await dialect.deviceChallenge(next).challenge)
            let wrong = try phone.field(for: text)
            let refused = await #expect(throws: ClientError.self) { try await dialect.confirmWithDevice(next, wrong) }
            #expect(refused?.status == 422)
            #expect(try await dialect.confirmWithDevice(next, try phone.field(for: again)).status == .completed)
        }
    }

    @Test("a device that was deleted through the gateway signs no more there")
    func refusesADevice_onceItIsDeleted() async throws {
        try await RunningGateway.with { gateway in
            let customer = try await gateway.bank.customer()
            let phone = try await bound(through: gateway, of: customer)
            let transfer = try await gateway.bank.orderTransfer(by: customer)
            let device = try await phone.deviceID
            _ = try await gateway.client.authorize(transfer, byDevice: device)
            try await gateway.client.deleteDevice(device)
            let error = await #expect(throws: ClientError.self) {
                try await gateway.client.confirm(transfer, signature: "3006020101020101", device: device)
            }
            #expect(error?.status == 403 && error?.bankCode == .unauthorizedAction)
            #expect(try await gateway.calls(of: .confirmChangeRequest) == 0)
        }
    }
}
