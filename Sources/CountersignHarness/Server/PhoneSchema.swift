import CountersignAPI
import CountersignDevice

/// The schemas of what the phone's server takes and answers.
enum PhoneSchema {
    static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    /// A member of a body that an operation takes.
    static func member(_ name: String) -> JSONValue {
        switch name {
        case "amount": ["type": "integer"]
        case "approve", "adopted": ["type": "boolean"]
        case "purpose", "signed_by": words(DeviceKeyPurpose.self)
        case "purposes":
            ["type": "array", "items": words(DeviceKeyPurpose.self), "minItems": 1, "uniqueItems": true]
        case "route": words(SigningRequest.Route.self)
        case "fault": ["type": "string", "enum": .array(faults + [""])]
        case "biometrics": words(BiometricGate.self)
        case "name": ["type": "string", "minLength": 1, "maxLength": 255]
        default: ["type": "string"]
        }
    }

    /// Every schema, by its name.
    static var all: JSONObject {
        [
            "Phone": object([
                ("name", text), ("device_id", textOrNull), ("person_id", textOrNull), ("policy", text),
                ("fault", ["enum": .array(faults + [.null])]), ("biometrics", words(BiometricGate.self)),
                ("keys", ["type": "array", "items": reference("Key")]),
            ]),
            "Key": object([
                ("key_id", text), ("purpose", words(DeviceKeyPurpose.self)), ("state", words(DeviceKey.State.self)),
                ("remote_id", textOrNull), ("key", point),
            ]),
            "Answer": object(answer),
            "Entry": object(question + [("answer", orNull("Answer")), ("refused", textOrNull)]),
            "Question": object(question),
            "Proposal": object([
                ("key", point), ("purpose", words(DeviceKeyPurpose.self)),
                ("signature_purpose", words(DeviceKeyPurpose.self)), ("answer", reference("Answer")),
            ]),
            "Report": object([
                ("expected", text), ("observed", text), ("as_expected", ["type": "boolean"]), ("text", textOrNull),
                ("answer", orNull("Answer")), ("change_request", ["type": ["object", "null"]]),
            ]),
            "Problem": object([
                ("type", text), ("status", ["type": "integer"]), ("code", text), ("detail", text),
            ]),
        ]
    }

    private static var answer: [(String, JSONValue)] {
        [
            ("signature", text), ("key_id", text), ("sendings", ["type": "integer"]),
            ("fault", ["enum": .array(faults + [.null])]), ("expected", text),
        ]
    }

    private static var question: [(String, JSONValue)] {
        [
            ("number", ["type": "integer"]), ("text", text), ("route", words(SigningRequest.Route.self)),
            ("purpose", ["enum": .array(DeviceKeyPurpose.allCases.map { .string($0.rawValue) } + [.null])]),
            ("amount", ["type": ["integer", "null"]]), ("subject", textOrNull),
        ]
    }

    private static var text: JSONValue { ["type": "string"] }
    private static var textOrNull: JSONValue { ["type": ["string", "null"]] }
    private static var point: JSONValue { ["type": "string", "pattern": "^04[0-9a-f]{128}$"] }
    private static var faults: [JSONValue] { DeviceFault.allCases.map { .string($0.rawValue) } }

    private static func orNull(_ name: String) -> JSONValue { ["anyOf": [reference(name), ["type": "null"]]] }

    private static func words<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> JSONValue {
        ["type": "string", "enum": .array(type.allCases.map { .string($0.rawValue) })]
    }

    /// All members are always there.
    private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        var properties: JSONObject = [:]
        for (name, schema) in members { properties[name] = schema }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(members.map { .string($0.0) }),
        ]
    }
}
