import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice
import CountersignHarness
import CountersignTesting
import Testing

/// The connection breaks while the bank acts: what it did is learnt by the next call.
struct LostAnswerTests {
    @Test("A binding whose answer was lost is taken as bound, or begun anew, as the bank has it")
    func bindsAgain_whenTheAnswerWasLost() async throws {
        for hasActed in [true, false] {
            try await TestBank.run { bank in
                let customer = try await bank.customer()
                let phone = ConnectedPhone(try VirtualDevice(), at: bank.bank)
                try await bank.loseAnswer(of: .verifySignatureChallenge, after: hasActed)
                await #expect(throws: ClientError.self) {
                    try await phone.bind(to: customer.person) { _ in try await bank.code(to: customer.number) }
                }
                let pending = await phone.device.record.pendingDeviceID
                #expect(pending != nil)
                await #expect(throws: DeviceError.self) { try await phone.deviceID }

                let report = try await phone.bind(to: customer.person) { _ in
                    #expect(!hasActed, "the phone is bound: no code is needed")
                    return try await bank.code(to: customer.number)
                }
                #expect(report.observed == .accepted && report.isAsExpected)
                #expect(try await (phone.deviceID.text == pending) == hasActed)
                #expect(await phone.device.record.pendingDeviceID == nil)
                #expect(try await bank.bank.devices(of: customer.person).map(\.id) == [phone.deviceID])
                #expect(try await phone.logIn().observed == .accepted)
            }
        }
    }

    @Test("A phone that was bound to somebody else after all is not taken as bound", .boundPhone)
    func refuses_whenTheLostBindingWasAnothersPerson() async throws {
        let bound = try BoundPhone.current
        var record = await bound.device.record
        record.pendingDeviceID = record.deviceID
        record.deviceID = nil
        let other = try await bound.bank.customer(firstName: "Grace", number: "+491512345679")
        let phone = ConnectedPhone(VirtualDevice(record), at: bound.bank.bank)
        await #expect(throws: ClientError.self) { try await phone.bind(to: other.person) { _ in "212212" } }
        #expect(await phone.device.record.pendingDeviceID == record.pendingDeviceID)
        #expect(try await phone.bind(to: bound.customer.person) { _ in "" }.observed == .accepted)
    }

    @Test("A new key whose answer was lost is proposed again, and adopted, whatever the bank did before", .boundPhone)
    func rotatesAgain_whenTheAnswerWasLost() async throws {
        let phone = try BoundPhone.current
        var known = 1
        for hasActed in [true, false] {
            try await phone.bank.loseAnswer(of: .addDeviceKey, after: hasActed)
            await #expect(throws: ClientError.self) { try await phone.connection.rotateKey(.unrestricted) }
            let pending = try #require(await phone.device.record.keys.last)
            #expect(pending.state == .pending)
            // A refusal now says nothing of what the bank did then.
            _ = try await phone.bank.control.createFault(
                FaultRule(operation: Endpoint.addDeviceKey.name, times: 1, status: 400))
            #expect(try await phone.connection.rotateKey(.unrestricted).observed != .accepted)
            #expect(await phone.device.record.keys.last?.state == .pending)

            let report = try await phone.connection.rotateKey(.unrestricted)
            #expect(report.observed == .accepted && report.isAsExpected)
            #expect(try await phone.device.hexPoint() == pending.verifyingKey.hexPoint)
            known += 1
            #expect(await phone.device.record.keys.count == known)
            let keys = try await phone.bank.bank.deviceKeys(of: try await phone.connection.deviceID)
            #expect(keys.flatMap(\.keys).count == known)
            #expect(try await phone.connection.logIn().observed == .accepted)
        }
    }
}

extension TestBank {
    /// Cuts the connection of the next call of an operation, before or after it is executed.
    fileprivate func loseAnswer(of operation: Endpoint, after: Bool) async throws {
        _ = try await control.createFault(FaultRule(operation: operation.name, times: 1, drop: true, after: after))
    }
}
