import Countersign
import CountersignAPI
import CountersignClient
import Testing

/// The functions of the published Elixir client, against the sandbox that serves its paths.
struct DialectFlowTests {
    @Test(
        "authorize_with_sms, get and confirm_with_otp need the id only (S0-017, S0-020, S0-026)",
        arguments: [false, true])
    func completesBySMS(versioned: Bool) async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let dialect = bank.client.dialect(versioned: versioned)
            let id = try await customer.rename()
            #expect(try await dialect.get(id).status == .authorizationRequired)
            #expect(try await dialect.authorizeWithSMS(id).status == .confirmationRequired)
            let messages = try await bank.client.sandbox.messages(to: customer.number)
            #expect(messages.count == 1)
            let otp = try #require(messages.first?.otp)
            #expect(try await dialect.confirmWithOTP(id, otp).status == .completed)
            #expect(try await dialect.pollUntilComplete(id).status == .completed)
        }
    }

    @Test(
        "get_device_challenge gives the text and confirm_with_device takes its signature (S0-024, S0-025)",
        arguments: [false, true])
    func completesByDevice(versioned: Bool) async throws {
        try await RunningBank.with { bank in
            let customer = try await bank.customer()
            let dialect = bank.client.dialect(versioned: versioned)
            let key = try SigningKey()
            _ = try await bank.client.bindDevice(of: customer.id, signer: key) { _ in try await customer.code() }
            let id = try await customer.rename()
            let text = try await dialect.deviceChallenge(id).challenge
            #expect(!text.isEmpty)
            let other = try SigningKey().field(for: Challenge(text))
            let error = await #expect(throws: ClientError.self) { try await dialect.confirmWithDevice(id, other) }
            #expect(error?.code == .authenticationFailed)
            let signed = try key.field(for: Challenge(text))
            #expect(try await dialect.confirmWithDevice(id, signed).status == .completed)
        }
    }

    @Test("a wrong OTP is an authentication failure (S0-021), lists have exactly what they should (S0-027, S0-028)")
    func lists() async throws {
        try await RunningBank.with { bank in
            let (first, second) = (try await bank.customer(), try await bank.customer(number: "+491512345679"))
            let dialect = bank.client.dialect()
            var ids: [Identifier] = []
            for _ in 0..<3 { ids.append(try await first.rename()) }
            let other = try await second.rename()
            let list = try await dialect.listForPerson(first.id)
            #expect(list.elements.map(\.id) == ids.reversed() && list.total == 3)
            let page = try await dialect.listForPerson(first.id, try Page(number: 1, size: 2))
            #expect(page.elements.count == 2 && page.hasNext)
            let business = try await bank.client.createBusiness(name: "Analytical Engines")
            let owned = try await bank.client.sandbox.triggerChangeRequest(.init(businessID: business.id))
            #expect(try await dialect.listForBusiness(business.id).elements.map(\.id) == [owned.id])
            _ = try await dialect.authorizeWithSMS(other)
            let right = try await second.code()
            let error = await #expect(throws: ClientError.self) {
                try await dialect.confirmWithOTP(other, right == "000000" ? "000001" : "000000")
            }
            #expect(error?.code == .authenticationFailed && error?.status == 403)
        }
    }

    @Test("an unknown owner is not found, and so is an unknown change request (S0-029, S0-037)")
    func reportsUnknownOwners() async throws {
        try await RunningBank.with { bank in
            let dialect = bank.client.dialect()
            let errors = [
                await #expect(throws: ClientError.self) { try await dialect.listForPerson("nobody") },
                await #expect(throws: ClientError.self) { try await dialect.listForBusiness("nobody") },
                await #expect(throws: ClientError.self) { try await dialect.get("cchr_123") },
            ]
            for error in errors { #expect(error?.code == .notFound && error?.bankCode == .modelNotFound) }
        }
    }
}
