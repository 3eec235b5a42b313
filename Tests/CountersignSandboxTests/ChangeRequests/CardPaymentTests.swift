import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct CardPaymentTests {
    /// A payment's two change requests.
    private struct Payment {
        let authenticate: ChangeRequestCalls
        let decline: ChangeRequestCalls
        let expiresAt: JSONValue?
    }

    private static func pay(_ customer: Customer) async throws -> Payment {
        let reply = try await customer.bank.call(
            .post, "/_sandbox/sca_challenges",
            [
                "person_id": .string(customer.id), "merchant": ["name": "Shop", "country": "DE"],
                "amount": ["value": 1000, "unit": "cents", "currency": "EUR"],
            ])
        try #require(reply.status == 201)
        let ids = ["authenticate", "decline"].map { reply["\($0)_change_request_id"]?.stringValue ?? "" }
        return Payment(
            authenticate: ChangeRequestCalls(bank: customer.bank, id: ids[0]),
            decline: ChangeRequestCalls(bank: customer.bank, id: ids[1]), expiresAt: reply["expires_at"])
    }

    @Test("Both change requests of a card payment expire when it does, authorized late or never")
    func expires_whenItWasAnnounced() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let payment = try await Self.pay(customer)
            #expect(try await bank.advance(["milliseconds": 299_999]).status == 200)
            #expect(try await payment.authenticate.authorize("mobile_number", customer).status == 201)
            let code = try await bank.code(to: customer.number)
            #expect(try await payment.decline.status == "AUTHORIZATION_REQUIRED")
            #expect(try await bank.advance(["milliseconds": 1]).status == 200)
            for change in [payment.authenticate, payment.decline] {
                let shown = try await change.read()
                #expect(shown["status"] == "EXPIRED")
                #expect(shown["updated_at"] == payment.expiresAt)
                #expect(try await change.authorize("mobile_number", customer).error.code == .unauthorizedAction)
            }
            #expect(try await payment.authenticate.confirm(customer, code).error.code == .invalidTAN)
            #expect(try await payment.decline.confirm(customer, code).error.code == .unauthorizedAction)
        }
    }

    @Test("A payment is allowed or declined, not both; what failed leaves the other way", arguments: [false, true])
    func decidesOnce(declines: Bool) async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let payment = try await Self.pay(customer)
            let other = try await Self.pay(customer)
            let (first, second) =
                declines ? (payment.decline, payment.authenticate) : (payment.authenticate, payment.decline)
            #expect(try await second.authorize("static", customer).status == 201)
            #expect(try await first.completeBySMS(customer)["status"] == "COMPLETED")
            #expect(try await second.status == "EXPIRED")
            #expect(try await second.confirm(customer, "212212").status == 403)
            #expect(try await second.authorize("static", customer).status == 403)
            #expect(try await second.status == "EXPIRED")
            #expect(try await first.status == "COMPLETED")
            // Another payment of the same person is not touched.
            #expect(try await other.authenticate.authorize("static", customer).status == 201)
            for _ in 0..<3 { #expect(try await other.authenticate.confirm(customer, "000000").status == 403) }
            #expect(try await other.authenticate.status == "FAILED")
            #expect(try await other.decline.completeBySMS(customer)["status"] == "COMPLETED")
            #expect(try await other.authenticate.status == "FAILED")
        }
    }
}
