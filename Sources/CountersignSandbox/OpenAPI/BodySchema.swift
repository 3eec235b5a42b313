import CountersignAPI

/// Schemas of bodies, written as their members' names: `!` behind a required one, `:type` for one that is no string,
/// `?` behind the type of one that may be null, `[type]` for an array. A type with a capital is a component.
enum BodySchema {
    /// The schema of an object with these members; others may stand beside them.
    static func object(_ members: String) -> JSONValue {
        var properties = JSONObject()
        var required: [JSONValue] = []
        for word in members.split(separator: " ") {
            let parts = word.split(separator: ":", maxSplits: 1)
            let name = parts[0].filter { $0 != "!" }
            if parts[0].last == "!" { required.append(.string(name)) }
            properties[name] = type(parts.count > 1 ? parts[1] : "string")
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }

    static func reference(_ component: some StringProtocol) -> JSONValue {
        ["$ref": .string("#/components/schemas/" + component)]
    }

    private static func type(_ name: Substring) -> JSONValue {
        if name.last == "?" { return ["anyOf": [type(name.dropLast()), ["type": "null"]]] }
        if name.first == "[" { return ["type": "array", "items": type(name.dropFirst().dropLast())] }
        switch name {
        case "any": return [:]
        case "int": return ["type": "integer"]
        case "bool": return ["type": "boolean"]
        case "time": return ["type": "string", "format": "date-time"]
        case _ where name.first?.isUppercase == true: return reference(name)
        default: return ["type": .string(String(name))]
        }
    }

    /// A body in `content`: its schema, and examples by name.
    static func media(
        _ schema: JSONValue, _ type: String = "application/json", examples: JSONObject = [:]
    ) -> JSONValue {
        var media: JSONObject = ["schema": schema]
        if !examples.isEmpty {
            media["examples"] = .object(
                JSONObject(examples.members.map { .init(name: $0.name, value: ["value": $0.value]) }))
        }
        return .object([type: .object(media)])
    }

    /// What an operation answers with a status of success.
    static func answer(_ endpoint: Endpoint, status: Int) -> JSONValue {
        if status == 202, endpoint != .bindDevice, endpoint != .redeliver { return reference("TriggeredChangeRequest") }
        guard let answer = answers[endpoint.name] else { return ["type": "object"] }
        return type(Substring(answer))
    }
}
