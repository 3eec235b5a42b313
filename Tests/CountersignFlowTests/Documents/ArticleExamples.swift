import Countersign
import CountersignAPI
import CountersignBatch
import CountersignClient
import CountersignDevice
import Testing

/// The examples of the articles that Xcode and DocC show.
struct ArticleExamples {
    @Test func signsAndVerifies() throws {
        // begin Sources/Countersign/Countersign.docc/Countersign.md
        let phone = try SigningKey()
        let challenge = Challenge("0f1d3a9c-7f1e-4b51-9b0a-5f6c2a7e8d10")
        let field = try phone.signature(for: challenge).field

        let key = try VerifyingKey(hexPoint: phone.verifyingKey.hexPoint)
        let isValid = try key.isValidSignature(field: field, for: challenge)
        // end Sources/Countersign/Countersign.docc/Countersign.md
        #expect(isValid)
    }

    @Test func explainsADigestThatWasHashedAgain() async throws {
        let (phone, challenge) = (try VirtualDevice(), Challenge("0f1d3a9c-7f1e-4b51-9b0a-5f6c2a7e8d10"))
        try await phone.update { $0.fault = .doubleHash }
        let (key, field) = (try await phone.verifyingKey, try await phone.answer(SigningRequest(challenge)).field)
        // begin Sources/Countersign/Countersign.docc/Road.md
        let diagnosis = try Diagnosis(of: field, for: challenge, under: key)
        print(diagnosis.code)  // hash_twice
        print(diagnosis.found)  // The text was hashed twice: …
        print(diagnosis.fix)  // Give the text itself to a signer that hashes …, or the digest to one that does not …
        // end Sources/Countersign/Countersign.docc/Road.md
        #expect(diagnosis.code.description == "hash_twice")
        #expect(diagnosis.found.hasPrefix("The text was hashed twice: "))
        #expect(diagnosis.fix.hasPrefix("Give the text itself to a signer that hashes "))
        #expect(diagnosis.fix.contains(", or the digest to one that does not"))
    }

    @Test func verifiesABatch() async throws {
        let (phone, otherPhone) = (try SigningKey(), try SigningKey())
        let (key, otherKey) = (phone.verifyingKey, otherPhone.verifyingKey)
        let field = try phone.field(for: "212212")
        let otherField = try otherPhone.field(for: "0f1d3a9c-7f1e-4b51")
        // begin Sources/CountersignBatch/CountersignBatch.docc/CountersignBatch.md
        let verifier = try BatchVerifier()
        try verifier.enrol(key, id: "device-1")

        let verdicts = try await verifier.verify([
            BatchItem(keyID: "device-1", challenge: "212212", signature: field),
            BatchItem(key: otherKey, challenge: "0f1d3a9c-7f1e-4b51", signature: otherField),
        ])
        for verdict in verdicts where !verdict.isValid { print(verdict) }
        // end Sources/CountersignBatch/CountersignBatch.docc/CountersignBatch.md
        #expect(verdicts.count == 2)
        for verdict in verdicts { #expect(verdict.isValid) }
    }

    @Test func signsWithAPhone() async throws {
        // begin Sources/CountersignDevice/CountersignDevice.docc/CountersignDevice.md
        let phone = try VirtualDevice(policy: ApprovalPolicy("deny if amount over 100000; approve"))
        let point = try await phone.hexPoint()  // POST /v1/mfa/devices
        let answer = try await phone.answer(SigningRequest("212212", route: .binding))
        print(answer.field)  // PUT /v1/mfa/challenges/signatures/{id}
        // end Sources/CountersignDevice/CountersignDevice.docc/CountersignDevice.md
        #expect(try VerifyingKey(hexPoint: point).isValidSignature(field: answer.field, for: "212212"))
    }

    @Test func completesATransfer() async throws {
        try await RunningBank.with { running in
            let customer = try await running.customer()
            let (account, phone) = (customer.account, try SigningKey())
            let device = try await running.client.bindDevice(of: customer.id, signer: phone) { _ in
                try await customer.code()
            }
            let order = CreateSEPACreditTransfer(
                recipientName: "Grace", recipientIBAN: "DE89370400440532013000", amount: Amount(value: 1000))
            // Under this name the example reaches the running sandbox, whatever address it shows.
            func BankClient(_ address: String, _ credentials: Credentials) throws -> CountersignClient.BankClient {
                running.client
            }
            // begin Sources/CountersignClient/CountersignClient.docc/CountersignClient.md
            let bank = try BankClient("http://127.0.0.1:8080", .client(id: "me", secret: "secret"))
            let outcome = try await bank.createSEPACreditTransfer(order, from: account)
            if let id = outcome.changeRequestID {
                let done = try await bank.complete(id, device: device, signer: phone)
                print(done.status)
            }
            // end Sources/CountersignClient/CountersignClient.docc/CountersignClient.md
            #expect(try await bank.changeRequests(ofPerson: customer.id).elements.map(\.status) == [.completed])
        }
    }
}
