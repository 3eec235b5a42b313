import CountersignAPI
import CountersignService

/// One thing that happened, as the audit log keeps it. Neither texts nor signatures are in it.
struct AuditEntry: Sendable {
    var event: String
    var code: String?
    var challengeID: Identifier?
    var keyID: Identifier?
    var deviceID: Identifier?
    var caller: String?
    var requestID: String?

    init(
        event: String, code: String? = nil, challengeID: Identifier? = nil, keyID: Identifier? = nil,
        deviceID: Identifier? = nil, caller: String? = nil, requestID: String? = nil
    ) {
        self.event = event
        self.code = code
        self.challengeID = challengeID
        self.keyID = keyID
        self.deviceID = deviceID
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
            ("code", code), ("challenge_id", challengeID?.text), ("key_id", keyID?.text),
            ("device_id", deviceID?.text), ("caller", caller), ("request_id", requestID),
        ] {
            if let value { object[name] = .string(value) }
        }
        object["prev"] = .string(previous)
        return object
    }
}
