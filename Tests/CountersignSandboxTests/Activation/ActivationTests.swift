import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct ActivationTests {
    static let path = "/v1/mfa/challenges/activation"

    static func order(_ person: String, _ more: JSONObject = [:]) -> JSONValue {
        let body: JSONObject = [
            "person_id": .string(person), "origin": "MOBILE_APP", "purpose": "DEVICE_BINDING",
            "delivery_method": "SNAILMAIL",
        ]
        return .object(body.merging(more))
    }

    @Test("A code is shown once, lists and reads without it, and ends when it is deleted or its month is over")
    func livesAMonth_unlessItIsDeleted() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank, number: nil)
            let made = try await bank.call(.post, Self.path, Self.order(customer.id))
            #expect(made.status == 201)
            #expect(made["code"]?.stringValue?.utf8.count == 14)
            #expect(IdentifierShape.activationChallenge.matches(Identifier(made.id)))
            let read = try await bank.call(.get, Self.path + "/\(made.id)")
            #expect(read["status"] == "ACTIVE")
            #expect(read["code"] == nil)
            #expect(read["expires_at"] == "2022-01-21T15:05:33.634+00:00")
            #expect(try await bank.call(.delete, Self.path + "/\(made.id)").status == 204)
            #expect(try await bank.call(.get, Self.path + "/\(made.id)")["status"] == "EXPIRED")
            let second = try await bank.call(.post, Self.path, Self.order(customer.id))
            #expect(second.status == 201)
            let list = try await bank.call(.get, Self.path + "?person_id=\(customer.id)")
            #expect(list.json.arrayValue?.compactMap { $0["id"]?.stringValue } == [second.id, made.id])
            bank.clock.advance(by: .seconds(ActivationPolicy.lifetime))
            let token = try await bank.freshToken()
            #expect(try await bank.call(.get, Self.path + "/\(second.id)", token: token)["status"] == "EXPIRED")
            #expect(try await bank.call(.get, Self.path + "/x", token: token).error.code == .modelNotFound)
        }
    }

    @Test("A second code is refused with 409 unless the first may be made void, in the body or the query")
    func refusesASecondCode_whenTheFirstLives() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank, number: nil)
            let first = try await bank.call(.post, Self.path, Self.order(customer.id))
            #expect(try await bank.call(.post, Self.path, Self.order(customer.id)).status == 409)
            let second = try await bank.call(
                .post, Self.path, Self.order(customer.id, ["invalidate_existing_code": true]))
            #expect(second.status == 201)
            #expect(try await bank.call(.get, Self.path + "/\(first.id)")["status"] == "EXPIRED")
            let query = Self.path + "?invalidate_existing_code=true"
            #expect(try await bank.call(.post, query, Self.order(customer.id)).status == 201)
            #expect(try await bank.call(.get, Self.path + "/\(second.id)")["status"] == "EXPIRED")
        }
    }

    @Test("What is not documented is refused, and so is a person who is not known")
    func refusesAnOrder_whenAMemberIsWrong() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank, number: nil)
            let wrong: [JSONObject] = [
                ["origin": "SOLARISBANK"], ["origin": "web"], ["purpose": "LOGIN"], ["delivery_method": "SMS"],
            ]
            for members in wrong {
                let reply = try await bank.call(.post, Self.path, Self.order(customer.id, members))
                #expect(reply.error.code == .validationError)
                #expect(reply.error.source?.field == members.names.first)
            }
            #expect(try await bank.call(.post, Self.path, Self.order("nobody")).status == 404)
            #expect(try await bank.call(.get, Self.path + "?person_id=nobody").status == 404)
            #expect(try await bank.call(.post, Self.path, ["origin": "WEB"]).status == 400)
        }
    }

    @Test("The code of the letter binds a device, once")
    func bindsADevice_whenItsCodeIsSigned() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank, number: nil)
            let made = try await bank.call(.post, Self.path, Self.order(customer.id))
            let code = try #require(made["code"]?.stringValue)
            let key = try SigningKey()
            let started = try await bank.call(
                .post, "/v1/mfa/devices",
                [
                    "person_id": .string(customer.id), "key_type": "ecdsa-p256", "challenge_type": "activation_code",
                    "key": .string(key.verifyingKey.hexPoint), "name": "phone",
                ])
            #expect(started.status == 202)
            let challenge = try #require(started["challenge"]?["id"]?.stringValue)
            let verified = try await bank.call(
                .put, "/v1/mfa/challenges/signatures/\(challenge)",
                ["signature": .string(try key.field(for: Challenge(code)))])
            #expect(verified.status == 204)
            #expect(try await bank.call(.get, Self.path + "/\(made.id)")["status"] == "USED")
        }
    }

    @Test("What happened to the letter is written down and read back")
    func recordsDeliveryEvents() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank, number: nil)
            let made = try await bank.call(.post, Self.path, Self.order(customer.id))
            let events = Self.path + "/\(made.id)/delivery_events"
            let sent = try await bank.call(.post, events, ["event_type": "SENT"])
            #expect(sent.status == 201)
            #expect(try await bank.call(.post, events, ["event_type": "DELIVERED"]).status == 201)
            #expect(try await bank.call(.post, events, ["event_type": "LOST"]).status == 400)
            let list = try await bank.call(.get, events).json.arrayValue
            #expect(list?.map { $0["event_type"] } == ["SENT", "DELIVERED"])
            #expect(try await bank.call(.get, events + "/\(sent.id)")["event_type"] == "SENT")
            #expect(try await bank.call(.get, events + "/x").status == 404)
            #expect(try await bank.call(.get, Self.path + "/x/delivery_events").status == 404)
        }
    }
}
