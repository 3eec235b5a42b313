import Countersign
import CountersignAPI
import FoundationEssentials
import GRDB
import Testing

@testable import CountersignSandbox

/// A person of the bank, and the calls that tests make for one again and again.
struct Customer: Sendable {
    let bank: RunningSandbox
    let id: String
    /// E.164; empty for a person without a number.
    var number = ""

    /// A person, with a verified number unless `number` is nil.
    static func create(
        at bank: RunningSandbox, number: String? = "+491512345678", _ attributes: JSONValue = ["first_name": "Ada"]
    ) async throws -> Customer {
        let created = try await bank.call(.post, "/v1/persons", attributes)
        try #require(created.status == 201)
        var customer = Customer(bank: bank, id: created.id)
        if let number { try await customer.verify(number) }
        return customer
    }

    var path: String { "/v1/persons/\(id)" }
    var numberPath: String { path + "/mobile_number" }

    /// Creates and verifies a number.
    mutating func verify(_ number: String) async throws {
        try #require(try await bank.call(.post, numberPath, ["number": .string(number)]).status == 201)
        try #require(try await bank.call(.post, numberPath + "/authorize", ["number": .string(number)]).status == 201)
        let token = try await bank.code(to: number)
        let body: JSONValue = ["number": .string(number), "token": .string(token)]
        try #require(try await bank.call(.post, numberPath + "/confirm", body)["verified"] == true)
        self.number = number
    }

    /// Binds a phone with a new key by an OTP.
    func bind(_ name: String = "phone", key: SigningKey? = nil, purpose: String? = nil) async throws -> Phone {
        let key = try key ?? SigningKey()
        let reply = try await startBinding(key, name: name, purpose: purpose)
        try #require(reply.status == 202)
        let field = try key.field(for: Challenge(try await bank.code(to: number)))
        let challenge = reply["challenge"]?["id"]?.stringValue ?? ""
        let verified = try await bank.call(
            .put, "/v1/mfa/challenges/signatures/\(challenge)", ["signature": .string(field)])
        try #require(verified.status == 204)
        return Phone(bank: bank, id: reply.id, key: key)
    }

    /// Asks for the binding of a key, and no more.
    func startBinding(_ key: SigningKey, name: String = "phone", purpose: String? = nil) async throws -> Reply {
        try await bank.call(
            .post, "/v1/mfa/devices",
            [
                "person_id": .string(id), "key_type": "ecdsa-p256", "key": .string(key.verifyingKey.hexPoint),
                "name": .string(name), "key_purpose": purpose.map { .string($0) } ?? nil,
            ])
    }

    /// A change request of the generic kind.
    func trigger(_ members: JSONObject = [:]) async throws -> ChangeRequestCalls {
        let body: JSONObject = ["person_id": .string(id)]
        let reply = try await bank.call(.post, "/_sandbox/change_requests", .object(body.merging(members)))
        try #require(reply.status == 202)
        return ChangeRequestCalls(bank: bank, id: reply.id)
    }

    /// A change request that renames the person.
    func rename(to name: String) async throws -> ChangeRequestCalls {
        let reply = try await bank.call(.patch, path, ["first_name": .string(name)])
        try #require(reply.status == 202)
        return ChangeRequestCalls(bank: bank, id: reply.id)
    }

    var firstName: JSONValue? { get async throws { try await bank.call(.get, path)["first_name"] } }
}

/// A bound device and its private key.
struct Phone: Sendable {
    let bank: RunningSandbox
    let id: String
    let key: SigningKey
}

/// The calls of one change request.
struct ChangeRequestCalls: Sendable {
    let bank: RunningSandbox
    let id: String
    var path: String { "/v1/change_requests/\(id)" }

    func read() async throws -> Reply { try await bank.call(.get, path) }
    var status: JSONValue? { get async throws { try await read()["status"] } }

    func authorize(_ method: String, _ customer: Customer) async throws -> Reply {
        try await bank.call(
            .post, path + "/authorize", ["delivery_method": .string(method), "person_id": .string(customer.id)])
    }

    func authorize(_ phone: Phone, _ more: JSONObject = [:]) async throws -> Reply {
        let body: JSONObject = ["delivery_method": "device_signing", "device_id": .string(phone.id)]
        return try await bank.call(.post, path + "/authorize", .object(body.merging(more)))
    }

    func confirm(_ customer: Customer, _ tan: String) async throws -> Reply {
        try await confirm(["person_id": .string(customer.id), "tan": .string(tan)])
    }

    func confirm(_ phone: Phone, _ signature: String) async throws -> Reply {
        try await confirm(["device_id": .string(phone.id), "signature": .string(signature)])
    }

    func confirm(_ body: JSONValue) async throws -> Reply { try await bank.call(.post, path + "/confirm", body) }

    /// Authorizes by SMS and confirms with the code that came.
    func completeBySMS(_ customer: Customer) async throws -> Reply {
        try #require(try await authorize("mobile_number", customer).status == 201)
        return try await confirm(customer, try await bank.code(to: customer.number))
    }

    /// Authorizes by device and gives the signature field.
    func sign(_ phone: Phone, _ more: JSONObject = [:]) async throws -> Signature {
        let reply = try await authorize(phone, more)
        try #require(reply.status == 201)
        let text = try #require(reply["string_to_sign"]?.stringValue)
        return try phone.key.signature(for: Challenge(text))
    }
}

extension RunningSandbox {
    /// Messages that have reached a phone, the oldest first.
    func messages(to number: String? = nil) async throws -> [SentSMS] {
        try await books.read { try $0.inbox(of: number, after: nil) }
    }

    /// The code of the last message to a number.
    func code(to number: String) async throws -> String {
        try #require(try await messages(to: number).last?.otp)
    }

    /// Subscribes to an event without a listener: what would be delivered stays in the books.
    func subscribe(to event: String) async throws {
        try await books.transact { ledger in
            try ledger.db.execute(
                sql: "INSERT INTO webhook (id, event_type, url, secret) VALUES (?, ?, 'http://127.0.0.1:9/', 's')",
                arguments: [event, event])
        }
    }

    /// The entities and bodies of the deliveries of an event, the oldest first.
    func deliveries(of event: String) async throws -> [Delivery] {
        try await books.read { ledger in
            try Row.fetchAll(
                ledger.db, sql: "SELECT entity_id, body FROM delivery WHERE event_type = ? ORDER BY sequence",
                arguments: [event]
            ).map { Delivery(entity: $0[0], body: String(decoding: $0[1] as Data, as: UTF8.self)) }
        }
    }

    struct Delivery: Sendable, Equatable {
        let entity: String
        let body: String
    }
}
