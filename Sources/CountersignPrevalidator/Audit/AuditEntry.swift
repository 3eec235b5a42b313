import CountersignAPI
import CountersignService

/// One thing that happened, as the audit log keeps it. Neither texts nor signatures are in it.
struct AuditEntry: Sendable {
    var event: String
    var code: String?
    var challengeID: Identifier?
    var keyID: Identifier?
    var deviceID: Identifier?
    /// When the key ends.
    var expiresAt: Moment?
    var caller: String?
    var requestID: String?

    init(
        event: String, code: String? = nil, challengeID: Identifier? = nil, keyID: Identifier? = nil,
        deviceID: Identifier? = nil, expiresAt: Moment? = nil, caller: String? = nil, requestID: String? = nil
    ) {
        self.event = event
        self.code = code
        self.challengeID = challengeID
        self.keyID = keyID
        self.deviceID = deviceID
        self.expiresAt = expiresAt
        self.caller = caller
        self.requestID = requestID
    }

    /// The members in their order.
    func object(number: Int, at now: Moment, previous: String) -> JSONObject {
        var object: JSONObject = [
            "n": .number(JSONNumber(number)),
            "at": .string(Timestamp(milliseconds: now.milliseconds).description), "event": .string(event),
        ]
        for (name, value) in [
            ("code", code), ("challenge_id", challengeID.map(Self.name)), ("key_id", keyID.map(Self.name)),
            ("device_id", deviceID.map(Self.name)),
            ("expires_at", expiresAt.map { Timestamp(milliseconds: $0.milliseconds).description }),
            ("caller", caller), ("request_id", requestID),
        ] {
            if let value { object[name] = .string(value) }
        }
        object["prev"] = .string(previous)
        return object
    }

    /// What is asked about may have any length; what is longer than a name can be (``NameRule``) is cut.
    private static func name(_ id: Identifier) -> String {
        let bytes = id.text.utf8
        return bytes.count <= NameRule.longest
            ? id.text : String(decoding: bytes.prefix(NameRule.longest), as: UTF8.self) + "…"
    }
}
