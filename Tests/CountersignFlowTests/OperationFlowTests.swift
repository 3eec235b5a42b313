import Countersign
import CountersignAPI
import CountersignClient
import Testing

/// The rest of the operations once each against the sandbox.
struct OperationFlowTests {
    @Test func verifiesAMobileNumber_andRemovesItWithTheCustomersConsent() async throws {
        try await RunningBank.with { bank in
            let client = bank.client
            let person = try await client.createPerson(PersonAttributes(["first_name": "Ada"])).id
            let number = try await client.createMobileNumber("+49 151-2345 678", of: person).number
            #expect(number == "+491512345678")
            #expect(try await client.mobileNumber(of: person).verified == false)
            try await client.authorizeMobileNumber(number, of: person)
            let otp = try #require(try await client.sandbox.message(to: number).otp)
            #expect(try await client.confirmMobileNumber(number, token: otp, of: person).verified)
            let conflict = await #expect(throws: ClientError.self) {
                try await client.createMobileNumber("+4915199", of: person)
            }
            #expect(conflict?.code == .conflict)
            let removal = try #require(try await client.deleteMobileNumber(number, of: person).changeRequestID)
            let done = try await client.complete(removal, person: person) {
                try #require(try await client.sandbox.message(to: number).otp)
            }
            #expect(done.status == .completed)
            let gone = await #expect(throws: ClientError.self) { try await client.mobileNumber(of: person) }
            #expect(gone?.code == .notFound)
        }
    }

    @Test func removesAnUnverifiedNumber_atOnce() async throws {
        try await RunningBank.with { bank in
            let person = try await bank.client.createPerson(PersonAttributes()).id
            _ = try await bank.client.createMobileNumber("+4915112345", of: person)
            #expect(try await bank.client.deleteMobileNumber("+4915112345", of: person).value?.verified == false)
        }
    }

    @Test func addsAKeyThatTheOldKeySignsFor_andLogsInWithEither() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let (old, new) = (try SigningKey(), try SigningKey())
            let device = try await bank.client.bindDevice(of: customer.id, signer: old) { _ in
                try await customer.code()
            }
            _ = try await bank.client.addDeviceKey(
                new.verifyingKey, purpose: .restricted, to: device, signedBy: old, signerPurpose: .unrestricted)
            #expect(try await bank.client.deviceKeys(of: device).first?.keys.count == 2)
            try await bank.client.authenticate(device: device, signer: old)
            try await bank.client.authenticate(device: device, signer: new, keyPurpose: .restricted)
            let wrong = await #expect(throws: ClientError.self) {
                try await bank.client.authenticate(device: device, signer: new, keyPurpose: .unrestricted)
            }
            #expect(wrong?.code == .authenticationFailed)
            try await bank.client.deleteDevice(device)
            let gone = await #expect(throws: ClientError.self) { try await bank.client.device(device) }
            #expect(gone?.code == .notFound)
        }
    }

    @Test func bindsADevice_byTheCodeOfALetter() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let order = CreateActivationChallenge(personID: customer.id, origin: .mobileApp)
            let letter = try await bank.client.createActivationChallenge(order)
            let code = try #require(letter.code)
            _ = try await bank.client.createDeliveryEvent(.delivered, of: letter.id)
            #expect(try await bank.client.deliveryEvents(of: letter.id).map(\.eventType) == [.delivered])
            let device = try await bank.client.bindDevice(
                of: customer.id, signer: try SigningKey(), challengeType: .activationCode
            ) { _ in code }
            #expect(try await bank.client.device(device).personID == customer.id)
            #expect(try await bank.client.activationChallenges(of: customer.id).elements.map(\.status) == [.used])
        }
    }

    @Test func logsInBySMS() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let challenge = try await bank.client.createSMSChallenge(for: customer.id)
            #expect(try await bank.client.smsChallenge(challenge.id).id == challenge.id)
            try await bank.client.verifySMSChallenge(challenge.id, code: try await customer.code())
        }
    }

    @Test func trustsAnIBAN_whenTheCustomerConfirms() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let order = CreateTrustedIBAN(iban: "DE89370400440532013000", name: "Grace")
            let outcome = try await bank.client.createTrustedIBAN(order, account: customer.account, of: customer.id)
            let id = try #require(outcome.changeRequestID)
            #expect(try await bank.client.trustedIBANs(account: customer.account, of: customer.id).isEmpty)
            _ = try await bank.client.complete(id, person: customer.id, method: .static) { "212212" }
            let trusted = try await bank.client.trustedIBANs(account: customer.account, of: customer.id)
            #expect(trusted.map(\.iban) == ["DE89370400440532013000"])
        }
    }

    @Test func renewsItsToken_whenTheBanksClockHasLeftItBehind() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            _ = try await bank.client.sandbox.advanceClock(AdvanceClock(seconds: 7200))
            #expect(try await customer.firstName == "Ada")
        }
    }

    @Test func meetsTheSandboxsFaults_withTheErrorsForThem() async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let id = try await customer.rename()
            let faults: [(FaultRule, ClientError.Code)] = [
                (FaultRule(times: 1, status: 500), .serverFault), (FaultRule(times: 1, drop: true), .connectionLost),
                (FaultRule(times: 1, wrongShape: .html), .unreadableAnswer),
                (FaultRule(times: 1, wrongShape: .empty), .unreadableAnswer),
                (FaultRule(times: 1, wrongShape: .array), .unreadableAnswer),
                (FaultRule(times: 1, wrongShape: .truncated), .unreadableAnswer),
                (FaultRule(times: 1, code: .smsRequestRateLimitExceeded), .rateLimited),
            ]
            for (rule, code) in faults {
                var rule = rule
                rule.operation = "authorizeChangeRequest"
                _ = try await bank.client.sandbox.createFault(rule)
                let error = await #expect(throws: ClientError.self) {
                    try await bank.client.authorize(id, bySMSTo: customer.id)
                }
                #expect(error?.code == code, "\(rule) \(error.map { "\($0)" } ?? "")")
            }
            #expect(try await bank.client.authorize(id, bySMSTo: customer.id).status == .confirmationRequired)
        }
    }
}
