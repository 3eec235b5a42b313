import CountersignAPI

/// Schemas of what is sent and answered.
enum MessageSchema {
    enum Answer {
        case one(String)
        case list(String)
        case lines
    }

    /// Request and answer of each operation, by their names.
    static let messages: [String: (request: String?, answer: Answer?)] = [
        "verify": ("Check", .one("Verdict")), "verifyBatch": ("Check", .lines),
        "enrolKey": ("NewKey", .one("Key")), "readKey": (nil, .one("Key")), "revokeKey": (nil, .one("Key")),
        "listKeysOfDevice": (nil, .list("Key")), "unbindDevice": (nil, nil),
        "registerChallenge": ("NewChallenge", .one("Registered")), "readChallenge": (nil, .one("Challenge")),
        "withdrawChallenge": (nil, nil),
    ]

    static let all: JSONObject = [
        "Check": check, "Verdict": verdict, "NewKey": newKey, "Key": key, "NewChallenge": newChallenge,
        "Registered": registered, "Challenge": challenge, "Problem": problem,
    ]

    private static let check = object(
        [
            ("challenge_id", string, true), ("signature", string, true), ("key_id", optionalString, false),
            ("device_id", optionalString, false),
        ])

    private static let verdict: JSONValue = object(
        [
            ("valid", ["type": "boolean"], true),
            ("code", ["type": "string", "enum": .array(codes)], true), ("reason", string, false),
            ("key_id", string, false), ("attempts_left", ["type": "integer"], false),
            ("request_id", string, true),
        ])

    private static let newKey = object(
        [
            ("device_id", name, true), ("key", string, true), ("key_id", optionalName, false),
            ("purposes", ["type": ["array", "null"], "items": name], false),
            ("expires_at", ["type": ["string", "null"], "format": "date-time"], false),
            ("replaces", optionalName, false), ("overlap_seconds", optionalSeconds, false),
        ])

    private static let key = object(
        [
            ("key_id", string, true), ("device_id", string, true), ("key", string, true),
            ("purposes", ["type": "array", "items": string], true), ("enrolled_at", time, true),
            ("expires_at", time, false), ("revoked_at", time, false),
        ])

    private static let newChallenge = object(
        [
            ("challenge_id", optionalName, false), ("text", optionalString, false), ("device_id", optionalName, false),
            ("operation", optionalString, false), ("purpose", optionalName, false),
            ("lifetime_seconds", optionalSeconds, false),
        ])

    private static let registered = object(
        [("challenge_id", string, true), ("expires_at", time, true), ("text", string, false)])

    private static let challenge = object(
        [
            ("challenge_id", string, true), ("device_id", string, false), ("purpose", string, false),
            ("expires_at", time, true), ("attempts", ["type": "integer"], true),
            ("consumed", ["type": "boolean"], true), ("consumed_at", time, false), ("consumed_by", string, false),
        ])

    private static let problem = object(
        [
            ("type", string, true), ("title", string, true), ("status", ["type": "integer"], true),
            ("code", string, true), ("detail", string, true), ("field", string, false),
            ("request_id", string, true),
        ])

    private static let codes: [JSONValue] =
        (VerdictCode.allCases.filter { !$0.isUndecided }.map(\.rawValue) + ["rejected"]).map { .string($0) }
    private static let string: JSONValue = ["type": "string"]
    private static let optionalString: JSONValue = ["type": ["string", "null"]]
    private static let name: JSONValue = ["type": "string", "minLength": 1, "maxLength": 256]
    private static let optionalName: JSONValue = ["type": ["string", "null"], "minLength": 1, "maxLength": 256]
    private static let optionalSeconds: JSONValue = [
        "type": ["integer", "null"], "minimum": 0, "maximum": 1_000_000_000,
    ]
    private static let time: JSONValue = ["type": "string", "format": "date-time"]

    private static func object(_ members: [(name: String, schema: JSONValue, isRequired: Bool)]) -> JSONValue {
        var properties = JSONObject()
        for member in members { properties[member.name] = member.schema }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(members.filter { $0.isRequired }.map { .string($0.name) }),
        ]
    }
}
