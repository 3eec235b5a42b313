import Countersign
import CountersignAPI
import CountersignClient
import CountersignHarness
import CountersignPrevalidator
import CountersignTesting
import Foundation
import Testing

struct DocumentExamples {
    @Test func completesATransfer() async throws {
        try await RunningBank.with { running in
            let customer = try await running.customer()
            let (account, phone) = (customer.account, try SigningKey())
            let device = try await running.client.bindDevice(of: customer.id, signer: phone) { _ in
                try await customer.code()
            }
            // Under this name the example reaches the running sandbox, whatever address it shows.
            func BankClient(
                _ address: String, _ credentials: Credentials, tokenAddress: String
            ) throws -> CountersignClient.BankClient { running.client }
            // begin docs/client.md
            let bank = try BankClient(
                "https://api.solaris-sandbox.de", .client(id: "…", secret: "…"),
                tokenAddress: "https://auth.solaris-sandbox.de")

            let order = CreateSEPACreditTransfer(
                recipientName: "Grace Hopper", recipientIBAN: "DE89370400440532013000", amount: Amount(value: 1000),
                reference: "invoice 7")
            let outcome = try await bank.createSEPACreditTransfer(order, from: account)

            if let id = outcome.changeRequestID {  // 202: the customer has to authorize it
                let done = try await bank.complete(id, device: device, signer: phone)
                print(done.status, done.responseBody ?? .null)  // COMPLETED, and the transfer
            }
            // end docs/client.md
            #expect(try await bank.changeRequests(ofPerson: customer.id).elements.map(\.status) == [.completed])
        }
    }

    @Test func readsAWebhook() throws {
        // A body of the bank's and its signature, computed with another HMAC.
        let secret = "f82c389fb187274227186b5a58781978"
        let rawBody = Array(#"{"id":"244de401cf4ddbbbafbbc657312a7ce7cmno"}"#.utf8)
        let signature = "sha256=116d65898f3358709b5192c23313c2040097980d99de81d03007597a505caf60"
        let request = Request(headers: [
            "Solaris-Webhook-Signature": signature, "Solaris-Webhook-Event-Type": "PERSON_MOBILE_NUMBER_DELETED",
        ])
        // begin docs/client.md
        let verifier = WebhookVerifier(secret: secret)  // shown once, when the subscription is made
        let event = try verifier.event(rawBody) { request.headers[$0] }
        // end docs/client.md
        #expect(event.payload["id"] == "244de401cf4ddbbbafbbc657312a7ce7cmno")
    }

    @Test("what the example accepted is spent when the file is opened again")
    func judgesSignaturesInThisProcess() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/countersign-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/keys.sqlite"
        let spent = try await judge(path)
        let again = try await Prevalidator(storage: .file(path))
        #expect(await again.verify(spent).code == .challengeConsumed)
        #expect(again.keys(of: "phone-1").count == 1)
    }

    /// - Returns: what was asked.
    private func judge(_ path: String) async throws -> Question {
        let phone = try SigningKey()
        let point = phone.verifyingKey.hexPoint
        func askThePhone(_ text: String) async throws -> String { try phone.signature(for: Challenge(text)).field }
        // begin docs/prevalidator.md
        let prevalidator = try await Prevalidator(storage: .file(path), durability: .full)
        try await prevalidator.enrol(VerifyingKey(hexPoint: point), device: "phone-1")

        let challenge = try await prevalidator.issue(device: "phone-1", operation: "transfer")
        let field = try await askThePhone(challenge.text)
        let verdict = await prevalidator.verify(Question(challengeID: challenge.id, signature: field))
        if !verdict.isValid { print(verdict.code) }  // signature_mismatch, challenge_consumed, …
        // end docs/prevalidator.md
        #expect(verdict.isValid)
        return Question(challengeID: challenge.id, signature: field)
    }

    private struct Request {
        let headers: [String: String]
    }

    // begin docs/device.md
    @Test(.boundPhone) func paysTheBill() async throws {
        let phone = try BoundPhone.current  // a sandbox, a customer, and her bound phone
        let transfer = try await phone.bank.orderTransfer(by: phone.customer)
        let report = try await phone.connection.approve(transfer)
        #expect(report.changeRequest?.status == .completed)
    }
    // end docs/device.md

    @Test func authorizesACardPayment() async throws {
        try await RunningBank.with { running in
            let reference = try await running.cardPayment()
            // Under this name the example reaches the running sandbox, whatever address it shows.
            func SecurityV2Client(_ address: String) throws -> CountersignClient.SecurityV2Client {
                try CountersignClient.SecurityV2Client(running.address)
            }
            // begin docs/security-v2.md
            let platform = try SecurityV2Client("http://127.0.0.1:8080")
            let session = try await platform.login(.init(userName: "partner01", password: "Passw0rd!"))
            let answer = try await session.authorize(reference, password: "12345678")
            switch answer.code {
            case .success: print("action", answer.content.referenceID ?? 0)
            case .otpWrong: print("tries left:", answer.content.scaRes?.remainingFailAttempt ?? 0)
            default: print(answer.envelope.description)
            }
            _ = try await session.logout()
            // end docs/security-v2.md
            #expect(answer.code == .otpWrong && answer.content.scaRes?.remainingFailAttempt == 4)
        }
    }
}

extension RunningBank {
    /// A card payment of the user `partner01` that waits for its one-time password.
    func cardPayment() async throws -> String {
        let session = try await SecurityV2Client(address).login(.init(userName: "partner01", password: "Passw0rd!"))
        let control = try BankClient(address, .token(session.login.accessToken)).sandbox
        _ = try await control.setConsumer(21, .init(number: "+491512345678"))
        let asked = try await control.triggerTransfer(.init(consumerID: 21, description: "Rent"))
        return try #require(asked.content.scaRes?.scaReferenceNumber)
    }
}
