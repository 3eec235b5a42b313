import Countersign
import CountersignAPI
import Testing

@testable import CountersignSandbox

/// A user of the Security API (V2) with a session, and the calls that tests make for one again and again.
struct Partner: Sendable {
    /// The view of the OAuth client of the same name, whose bank this is.
    let bank: RunningSandbox
    let token: String
    let key: SecurityV2.SecurityKey

    static let user = "partner01"
    static let password = "Passw0rd!"

    static func login(at bank: RunningSandbox, user: String = Partner.user) async throws -> Partner {
        let reply = try await bank.login(user)
        try #require(reply.status == 200)
        return Partner(
            bank: try await bank.asClient(user), token: try #require(reply["access_token"]?.stringValue),
            key: try #require(SecurityV2.SecurityKey(reply["Contis_SecurityKey"]?.stringValue ?? "")))
    }

    /// Another session of the same user.
    func loginAgain() async throws -> Partner { try await Partner.login(at: bank, user: bank.client) }

    /// One call with the token alone in the header, as the reference has it.
    func call(_ operation: String, _ body: JSONValue) async throws -> Reply {
        try await send("/security/" + operation, WireJSON.encode(body))
    }

    func send(_ path: String, _ bytes: [UInt8], token: String? = nil) async throws -> Reply {
        try await bank.exchange(
            .post, path, [("authorization", token ?? self.token), ("content-type", "application/json")], bytes)
    }

    // MARK: Operations

    func authorize(_ reference: String, _ more: JSONObject = [:]) async throws -> Reply {
        let body: JSONObject = ["SCAReferenceNumber": .string(reference)]
        return try await call("Authorize", .object(body.merging(more)))
    }

    /// Authorizes with a one-time password, encrypted as documented.
    func authorize(_ reference: String, password: String) async throws -> Reply {
        try await authorize(reference, ["SCAIdentification": .string(try key.encrypt(password))])
    }

    /// The two factors of the partner's own authentication.
    static let factors: JSONObject = ["FirstFactorSCAOptionType": 6, "SecondFactorSCAOptionType": 2]

    func regenerate(_ reference: String, type: Int = 1) async throws -> Reply {
        try await call(
            "RegenerateSCA", ["SCAReferenceNumber": .string(reference), "SCAType": .number(JSONNumber(type))])
    }

    func pending(_ consumer: Int = 21) async throws -> [JSONValue] {
        let reply = try await call("GetSCAPendingRequest", ["ConsumerID": .number(JSONNumber(consumer))])
        #expect(reply.code == "000")
        return try #require(reply["SCAPendingRequests"]?.arrayValue)
    }

    func devices(_ consumer: Int = 21) async throws -> [JSONValue] {
        let reply = try await call("ListSDKDevices", ["ConsumerID": .number(JSONNumber(consumer))])
        #expect(reply.code == "000")
        return try #require(reply["SDKDevicesList"]?.arrayValue)
    }

    func postLogin(_ more: JSONObject, consumer: Int = 21) async throws -> Reply {
        let body: JSONObject = ["ConsumerID": .number(JSONNumber(consumer))]
        return try await call("PostLoginDetails", .object(body.merging(more)))
    }

    func logout(_ body: JSONValue = [:]) async throws -> Reply { try await call("logout", body) }

    // MARK: The sandbox's part

    static let number = "+491512345678"

    /// Sets what the bank knows of a consumer.
    @discardableResult
    func set(_ settings: JSONObject = ["number": .string(Partner.number)], consumer: Int = 21) async throws -> Reply {
        try await bank.call(.put, "/_sandbox/security-v2/consumers/\(consumer)", .object(settings))
    }

    /// An action that needs authentication: the whole answer.
    func trigger(consumer: Int = 21, type: Int? = nil) async throws -> Reply {
        var body: JSONObject = ["consumer_id": .number(JSONNumber(consumer))]
        if let type { body["sca_type"] = .number(JSONNumber(type)) }
        return try await bank.exchange(
            .post, "/_sandbox/security-v2/transfers",
            [("authorization", token), ("content-type", "application/json")], WireJSON.encode(.object(body)))
    }

    /// The reference number of a new action.
    func transfer(consumer: Int = 21, type: Int? = nil) async throws -> String {
        let reply = try await trigger(consumer: consumer, type: type)
        #expect(reply.code == "900")
        return try #require(reply["SCARes"]?["SCAReferenceNumber"]?.stringValue)
    }

    /// A new action with the one-time password that was sent for it.
    func transferBySMS() async throws -> (reference: String, password: String) {
        let reference = try await transfer(type: 1)
        return (reference, try await bank.code(to: Self.number))
    }

    /// `pending`, `executed` and so on.
    func state(of reference: String) async throws -> String? {
        try await bank.call(.get, "/_sandbox/security-v2/requests/\(reference)")["state"]?.stringValue
    }
}

/// A virtual device in place of the bank's SDK.
struct SDKPhone: Sendable {
    let partner: Partner
    let id: Int64
    let key: SigningKey

    var path: String { "/_sandbox/security-v2/sdk-devices/\(id)" }

    func pushes() async throws -> Reply { try await partner.bank.call(.get, path + "/pushes") }

    /// The customer's answer, signed by this device, or with another signature.
    func answer(_ reference: String, approve: Bool = true, signature: String? = nil) async throws -> Reply {
        let text = SecurityV2.AnswerPush.text(reference, approve: approve)
        let field = try signature ?? key.field(for: Challenge(text))
        return try await partner.bank.call(
            .post, path + "/answers",
            ["sca_reference_number": .string(reference), "approve": .bool(approve), "signature": .string(field)])
    }
}

extension Partner {
    /// Registers a virtual device for a consumer.
    @discardableResult
    func registerDevice(consumer: Int = 21, name: String = "phone") async throws -> SDKPhone {
        let key = try SigningKey()
        let reply = try await bank.call(
            .post, "/_sandbox/security-v2/sdk-devices",
            [
                "consumer_id": .number(JSONNumber(consumer)), "name": .string(name),
                "key": .string(key.verifyingKey.hexPoint),
            ])
        try #require(reply.status == 201)
        return SDKPhone(partner: self, id: Int64(try #require(reply["SDKDeviceReferenceID"]?.intValue)), key: key)
    }
}

extension RunningSandbox {
    /// Login with these fields, nil for one that is left out.
    func login(
        _ user: String? = Partner.user, _ password: String? = Partner.password, grant: String? = "password",
        scheme: String? = nil
    ) async throws -> Reply {
        let fields = [("GRANT_TYPE", grant), ("UserName", user), ("Password", password), ("SchemeCode", scheme)]
        let form = MultipartForm(fields.compactMap { pair in pair.1.map { MultipartForm.Field(pair.0, $0) } })
        let (type, body) = form.encoded
        return try await exchange(.post, "/security/login", [("content-type", type)], body)
    }
}

extension Reply {
    /// `ResponseCode`, or the HTTP status where there is none.
    var code: String { json["ResponseCode"]?.stringValue ?? "HTTP \(status)" }
    var text: String { json["Description"]?.stringValue ?? "" }

    /// Whether the input was refused as malformed, with this member named.
    func refuses(_ member: String) -> Bool { status == 400 && code == "101" && text.contains(member) }
}

/// Eight digits that are not these.
func otherPassword(than password: String) -> String { password == "00000000" ? "00000001" : "00000000" }
