import Countersign
import CountersignAPI
import CountersignClient
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): client") struct SecurityV2ClientTests {
    private func with(
        _ settings: SandboxSettings = .init(),
        _ body: @Sendable (SecurityV2Client, SecurityV2Session, SandboxControl) async throws -> Void
    ) async throws {
        try await RunningSandbox.with(settings) { bank in
            let address = "http://127.0.0.1:\(bank.port)"
            let client = try SecurityV2Client(address)
            let session = try await client.login(.init(userName: "partner01", password: "Passw0rd!"))
            let control = try BankClient(address, .token(session.login.accessToken)).sandbox
            try await body(client, session, control)
        }
    }

    @Test("login → 900 → wrong → Regenerate → Authorize → Cancel → logout over a real socket (S3-079)")
    func goesTheWholeWay() async throws {
        try await with { client, session, control in
            _ = try await control.setConsumer(21, .init(number: "+491512345678"))
            let asked = try await control.triggerTransfer(.init(consumerID: 21, description: "Rent"))
            #expect(asked.code == .scaRequired)
            let reference = try #require(asked.content.scaRes?.scaReferenceNumber)
            let wrong = try await session.authorize(reference, password: "1234567", note: "mine")
            #expect(wrong.code == .otpWrong && wrong.content.scaRes?.remainingFailAttempt == 4)
            #expect(wrong.envelope.clientRequestReference == "mine")
            let renewed = try await session.regenerate(reference)
            #expect(renewed.code == .success && renewed.content.scaRes?.remainingResendCount == 4)
            let waiting = try await session.pendingRequests(of: 21)
            #expect(waiting.content.pending?.map(\.scaReferenceNumber) == [reference])
            #expect(waiting.content.pending?.first?.description == "Rent")
            let password = try #require(try await control.messages(to: "+491512345678").last?.otp)
            let done = try await session.authorize(reference, password: password)
            #expect(done.code == .success && done.content.referenceID ?? 0 > 0)
            #expect(try await control.state(ofSCA: reference).state == .executed)
            let other = try await control.triggerTransfer(.init(consumerID: 21, scaType: SecurityV2.SCAType.none))
            let second = try #require(other.content.scaRes?.scaReferenceNumber)
            #expect(try await session.cancel(second).code == .success)
            #expect(try await session.authorize(second, first: .password, second: .face).code == .scaMissing)
            #expect(try await control.state(ofSCA: second).state == .cancelled)
            var russian = session
            russian.culture = .russian
            #expect(try await russian.logout(.sessionTimeout).envelope.description == "Успешно")
            await #expect(throws: ClientError.self) { try await session.pendingRequests(of: 21) }
        }
    }

    @Test("Devices: a push, its approval, the list and its removal; a login's factors (S3-079)")
    func usesDevices() async throws {
        try await with { _, session, control in
            let key = try SigningKey()
            let device = try await control.registerSDKDevice(
                .init(consumerID: 21, name: "phone", key: key.verifyingKey.hexPoint))
            #expect(try await session.devices(of: 21).content.devices == [device])
            let asked = try await session.reportLogin(of: 21, first: .password, second: nil)
            #expect(asked.code == .scaRequired && asked.content.scaRes?.scaType == .mobilePush)
            let push = try #require(try await control.pushes(to: device.sdkDeviceReferenceID).first)
            let text = SecurityV2.AnswerPush.text(push.scaReferenceNumber, approve: true)
            try await control.answerPush(
                device.sdkDeviceReferenceID,
                .init(
                    scaReferenceNumber: push.scaReferenceNumber, approve: true,
                    signature: try key.field(for: Challenge(text))))
            #expect(try await control.state(ofSCA: push.scaReferenceNumber).state == .executed)
            #expect(try await session.deregister(device.sdkDeviceReferenceID, of: 21).code == .success)
            #expect(try await session.devices(of: 21).content.devices == [])
            #expect(try await session.deregister(device.sdkDeviceReferenceID, of: 21).code == .notFound)
            #expect(try await session.reportLogin(of: 21, first: .password, second: .face).code == .success)
            let bought = try await control.triggerPurchase(.init(consumerID: 21, merchant: "Tea"))
            #expect(try await session.authorize(bought.transactionID, first: .mPIN, second: .finger).code == .success)
        }
    }

    @Test("A password in the response is read by the session that asked")
    func readsThePassword_inTheResponse() async throws {
        var settings = SandboxSettings()
        settings.v2OTPDelivery = .response
        try await with(settings) { client, session, _ in
            let asked = try await session.reportLogin(of: 21, first: .password, second: nil)
            let password = try #require(session.password(in: asked.content.scaRes))
            let reference = try #require(asked.content.scaRes?.scaReferenceNumber)
            let resumed = try SecurityV2Session(resuming: session.login, with: client)
            #expect(try await resumed.authorize(reference, password: password).code == .success)
        }
    }

    @Test("Refusals are errors: 400 names the member, 100 is unauthorized, 500 a fault of the server (S3-078)")
    func throwsRefusals() async throws {
        try await with { client, session, control in
            func refusal(_ body: () async throws -> Void) async -> ClientError? {
                do {
                    try await body()
                    return nil
                } catch {
                    return error as? ClientError
                }
            }
            let malformed = await refusal { _ = try await session.cancel("short") }
            #expect(malformed?.code == .badRequest && malformed?.responseCode == .validation)
            #expect(malformed?.reason.contains("SCAReferenceNumber") == true && malformed?.status == 400)
            _ = try await control.createFault(.init(operation: "securityV2ListSDKDevices", times: 1, status: 500))
            let fault = await refusal { _ = try await session.devices(of: 1) }
            #expect(fault?.code == .serverFault && fault?.responseCode == .serverError && fault?.status == 500)
            _ = try await session.logout()
            let ended = await refusal { _ = try await session.logout() }
            #expect(ended?.code == .unauthorized && ended?.responseCode == .authentication)
            let user = await refusal { _ = try await client.login(.init(userName: "x", password: "Passw0rd!")) }
            #expect(user?.code == .badRequest && user?.reason.contains("UserName") == true)
            #expect(user?.reason.contains("Passw0rd") == false)
        }
        var settings = SandboxSettings()
        settings.clients = ["tests": "secret"]
        try await RunningSandbox.with(settings) { bank in
            let client = try SecurityV2Client("http://127.0.0.1:\(bank.port)")
            do {
                _ = try await client.login(.init(userName: "partner01", password: "Passw0rd!"))
                Issue.record("a stranger was let in")
            } catch let error as ClientError {
                #expect(error.code == .unauthorized && error.status == 400)
            }
        }
    }
}
