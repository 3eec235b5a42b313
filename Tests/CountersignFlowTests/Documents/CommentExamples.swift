import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice
import CountersignHarness
import CountersignTesting
import Testing

/// The examples of documentation comments.
struct CommentExamples {
    @Test func namesABank() async throws {
        // begin Sources/CountersignClient/BankClient.swift
        let bank = try BankClient("https://api.solaris-sandbox.de", .client(id: "…", secret: "…"))
        // end Sources/CountersignClient/BankClient.swift
        // Nothing is sent before it is known to be an id.
        let error = await #expect(throws: ClientError.self) { try await bank.changeRequest(".") }
        #expect(error?.code == .invalidRequest)
    }

    @Test func authorizesACardPayment() async throws {
        try await RunningBank.with { running in
            let reference = try await running.cardPayment()
            // Under this name the example reaches the running sandbox, and its user.
            func SecurityV2Client(_ address: String) throws -> CountersignClient.SecurityV2Client {
                try CountersignClient.SecurityV2Client(running.address)
            }
            // begin Sources/CountersignClient/SecurityV2/SecurityV2Client.swift
            let platform = try SecurityV2Client("http://127.0.0.1:8080")
            let session = try await platform.login(.init(userName: "partner01", password: "Passw0rd!"))
            let answer = try await session.authorize(reference, password: "12345678")
            // end Sources/CountersignClient/SecurityV2/SecurityV2Client.swift
            #expect(answer.code == .otpWrong)
        }
    }

    @Test func signsWithAPhone() async throws {
        // begin Sources/CountersignDevice/Device/VirtualDevice.swift
        let phone = try VirtualDevice()
        let point = try await phone.hexPoint()  // for POST /v1/mfa/devices
        let answer = try await phone.answer(SigningRequest("212212", route: .binding))
        // answer.field for PUT /v1/mfa/challenges/signatures/{id}
        // end Sources/CountersignDevice/Device/VirtualDevice.swift
        #expect(try VerifyingKey(hexPoint: point).isValidSignature(field: answer.field, for: "212212"))
    }

    @Test func drivesAFleet() async throws {
        try await TestBank.run { running in
            let bank = running.bank
            // begin Sources/CountersignHarness/Fleet/VirtualFleet.swift
            var plan = FleetPlan(devices: 100)
            plan.mix = .everyFault
            let report = try await VirtualFleet.run(plan, against: BankFleet(bank))
            #expect(report.differing == 0)
            // end Sources/CountersignHarness/Fleet/VirtualFleet.swift
            #expect(report.requests == 100)
        }
    }

    // begin Sources/CountersignTesting/BoundPhone.swift
    @Test(.boundPhone) func pays() async throws {
        let phone = try BoundPhone.current
        let transfer = try await phone.bank.orderTransfer(by: phone.customer)
        let report = try await phone.connection.approve(transfer)
        #expect(report.changeRequest?.status == .completed)
    }
    // end Sources/CountersignTesting/BoundPhone.swift
}
