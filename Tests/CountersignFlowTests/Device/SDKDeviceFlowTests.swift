import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice
import Testing

/// A virtual phone as the device that answers the card platform's pushes.
@Suite("Security API (V2): a virtual phone answers pushes") struct SDKDeviceFlowTests {
    /// A phone that is registered for consumer 21, and the session of its partner.
    private struct Registered: Sendable {
        let phone: VirtualDevice
        let session: SecurityV2Session
        let control: SandboxControl
        let id: Int64

        /// The reference number of a new transfer, which waits on the phone.
        func push() async throws -> String {
            _ = try await control.triggerTransfer(.init(consumerID: 21))
            return try #require(try await control.pushes(to: id).first).scaReferenceNumber
        }

        func answer(_ reference: String, approve: Bool) async throws {
            let text = SecurityV2.AnswerPush.text(reference, approve: approve)
            let field = try await phone.answer(SigningRequest(Challenge(text), route: .challenge)).field
            try await control.answerPush(
                id, .init(scaReferenceNumber: reference, approve: approve, signature: field))
        }
    }

    private func with(_ body: @Sendable (Registered) async throws -> Void) async throws {
        try await RunningBank.with { bank in
            let session = try await SecurityV2Client(bank.address).login(
                .init(userName: "partner01", password: "Passw0rd!"))
            let control = try BankClient(bank.address, .token(session.login.accessToken)).sandbox
            let phone = try VirtualDevice()
            let device = try await control.registerSDKDevice(
                .init(consumerID: 21, name: "phone", key: try await phone.hexPoint()))
            try await body(
                Registered(phone: phone, session: session, control: control, id: device.sdkDeviceReferenceID))
        }
    }

    @Test("Its approval executes the action; the platform lists it until it is deregistered (S3-063)")
    func approves() async throws {
        try await with { device in
            let reference = try await device.push()
            #expect(try await device.session.cancel("x" + reference.dropFirst()).code == .scaMissing)
            try await device.answer(reference, approve: true)
            #expect(try await device.control.state(ofSCA: reference).state == .executed)
            #expect(try await device.session.devices(of: 21).content.devices?.map(\.deviceName) == ["phone"])
            #expect(try await device.session.deregister(device.id, of: 21).code == .success)
            let gone = await #expect(throws: ClientError.self) { try await device.control.pushes(to: device.id) }
            #expect(gone?.code == .notFound)
        }
    }

    @Test("Its rejection leaves the request to be asked anew; a phone whose policy denies answers nothing")
    func rejects_andIsAskedAnew() async throws {
        try await with { device in
            let reference = try await device.push()
            try await device.phone.update { $0.policy = try ApprovalPolicy("deny") }
            await #expect(throws: DeviceError.self) { try await device.answer(reference, approve: true) }
            #expect(try await device.control.state(ofSCA: reference).state == .pending)
            try await device.phone.update { $0.policy = .approve }
            try await device.answer(reference, approve: false)
            #expect(try await device.control.state(ofSCA: reference).state == .rejected)
            #expect(
                try await device.session.authorize(reference, first: .password, second: .face).code == .otpPending)
            #expect(try await device.session.regenerate(reference, type: .mobilePush).code == .success)
            try await device.answer(reference, approve: true)
            #expect(try await device.control.state(ofSCA: reference).state == .executed)
        }
    }

    @Test("A phone with a fault is refused, and nothing is executed")
    func isRefused_withAFault() async throws {
        try await with { device in
            let reference = try await device.push()
            try await device.phone.update { $0.fault = .doubleHash }
            let refusal = await #expect(throws: ClientError.self) { try await device.answer(reference, approve: true) }
            #expect(refusal?.status == 422)
            #expect(try await device.control.state(ofSCA: reference).state == .pending)
        }
    }
}
