import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice
import CountersignHarness
import CountersignTesting
import Testing

struct ReadmeExamples {
    @Test func signsAndVerifies() throws {
        // begin README.md
        let phone = try SigningKey()  // P-256, made and held by OpenSSL
        let challenge = Challenge("0f1d3a9c-7f1e-4b51-9b0a-5f6c2a7e8d10")  // string_to_sign, byte for byte
        let field = try phone.signature(for: challenge).field  // hex of strict DER: the field "signature"

        let key = try VerifyingKey(hexPoint: phone.verifyingKey.hexPoint)  // what the bank was given at binding
        let signature = try Signature(field: field)  // throws, naming the defect and its byte
        print(try key.isValidSignature(signature, for: challenge))  // true
        // end README.md
        #expect(try key.isValidSignature(signature, for: challenge))
    }

    // begin README.md
    @Test(.boundPhone) func paysTheBill() async throws {
        let phone = try BoundPhone.current
        let transfer = try await phone.bank.orderTransfer(by: phone.customer)
        let report = try await phone.connection.approve(transfer)
        #expect(report.changeRequest?.status == .completed)

        try await phone.device.update { $0.fault = .doubleHash }
        let wrong = try await phone.connection.approve(try await phone.bank.orderTransfer(by: phone.customer))
        #expect(wrong.observed == .refused(status: 422, code: "invalid_signature"))
    }
    // end README.md

    @Test func bindsAndPays() async throws {
        try await RunningBank.with { running in
            let customer = try await running.customer()
            let (ada, account, phone) = (customer.id, customer.account, try SigningKey())
            let order = CreateSEPACreditTransfer(
                recipientName: "Grace", recipientIBAN: "DE89370400440532013000", amount: Amount(value: 1000))
            @Sendable func askForTheCode() async throws -> String { try await customer.code() }
            // Under this name the example reaches the running sandbox, whatever address it shows.
            func BankClient(_ address: String, _ credentials: Credentials) throws -> CountersignClient.BankClient {
                running.client
            }
            // begin README.md
            let bank = try BankClient("http://127.0.0.1:8080", .client(id: "me", secret: "secret"))
            let device = try await bank.bindDevice(of: ada, signer: phone) { _ in try await askForTheCode() }

            let outcome = try await bank.createSEPACreditTransfer(order, from: account)  // 202: a change request
            if let id = outcome.changeRequestID {
                let done = try await bank.complete(id, device: device, signer: phone)  // authorize, sign, confirm
                print(done.status)  // COMPLETED
            }
            // end README.md
            #expect(try await bank.changeRequests(ofPerson: ada).elements.map(\.status) == [.completed])
        }
    }
}
