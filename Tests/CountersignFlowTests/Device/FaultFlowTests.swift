import CountersignAPI
import CountersignDevice
import CountersignHarness
import CountersignSandbox
import Testing

/// Every fault of the catalogue on every route: exactly the answer that the catalogue names.
struct FaultFlowTests {
    /// A bound phone with keys of both purposes and one earlier signature.
    private func readyPhone(at bank: TestBank, of customer: TestCustomer) async throws -> ConnectedPhone {
        let phone = try await bank.bind(try VirtualDevice(), to: customer)
        guard try await phone.rotateKey(.restricted).observed == .accepted,
            try await phone.logIn().observed == .accepted
        else { throw Unready() }
        return phone
    }
    private struct Unready: Error {}

    @Test("Change requests: every fault gets its expected answer, and only what is accepted is executed")
    func answersEveryFault_ofAChangeRequest() async throws {
        try await TestBank.run { bank in
            let customer = try await bank.customer()
            let phone = try await readyPhone(at: bank, of: customer)
            var count = 0
            for fault in DeviceFault.allCases {
                try await phone.device.update { $0.fault = fault }
                let transfer = try await bank.orderTransfer(by: customer)
                let report = try await phone.approve(transfer)
                #expect(report.observed == report.expected, "\(fault)")
                #expect(report.expected == fault.expected(on: .changeRequest))
                let status = try await bank.bank.changeRequest(transfer).status
                let isExecuted = [.highS, .replay, .clone].contains(fault)
                #expect(status == (isExecuted ? .completed : .confirmationRequired), "\(fault)")
                count += 1
            }
            #expect(count == 11)
        }
    }

    @Test("Logins: every fault gets its expected answer")
    func answersEveryFault_ofALogin() async throws {
        try await TestBank.run { bank in
            let customer = try await bank.customer()
            let phone = try await readyPhone(at: bank, of: customer)
            for fault in DeviceFault.allCases {
                try await phone.device.update { $0.fault = fault }
                let report = try await phone.logIn()
                #expect(report.observed == report.expected, "\(fault)")
                #expect(report.expected == fault.expected(on: .challenge))
            }
        }
    }

    @Test("Key additions: every fault gets its expected answer, and a refused key is forgotten")
    func answersEveryFault_ofAKeyAddition() async throws {
        try await TestBank.run { bank in
            let customer = try await bank.customer()
            let phone = try await readyPhone(at: bank, of: customer)
            for fault in DeviceFault.allCases {
                try await phone.device.update { $0.fault = fault }
                let before = await phone.device.record.keys.count
                let report = try await phone.rotateKey(.unrestricted)
                #expect(report.observed == report.expected, "\(fault)")
                #expect(report.expected == fault.expected(on: .keyAddition))
                let isKept = [.highS, .replay, .clone].contains(fault)
                #expect(await phone.device.record.keys.count == before + (isKept ? 1 : 0), "\(fault)")
            }
            try await phone.device.update { $0.fault = nil }
            #expect(try await phone.logIn().observed == .accepted)
        }
    }

    @Test("Bindings: every fault gets its expected answer, and binds only where it is accepted")
    func answersEveryFault_ofABinding() async throws {
        var settings = SandboxSettings()
        settings.devicesPerPerson = 20
        try await TestBank.run(settings) { bank in
            let customer = try await bank.customer()
            let original = try await bank.bind(try VirtualDevice(), to: customer)
            for fault in DeviceFault.allCases {
                let device =
                    fault == .clone
                    ? await original.device.clone() : try VirtualDevice(purposes: [.unrestricted, .restricted])
                try await device.update { $0.fault = fault }
                let phone = ConnectedPhone(device, at: bank.bank)
                let before = try await bank.bank.devices(of: customer.person).count
                let report = try await phone.bind(to: customer.person) { _ in try await bank.code(to: customer.number) }
                #expect(report.observed == report.expected, "\(fault)")
                #expect(report.expected == fault.expected(on: .binding))
                let after = try await bank.bank.devices(of: customer.person).count
                #expect(after - before == ([.highS, .replay].contains(fault) ? 1 : 0), "\(fault)")
            }
        }
    }
}
