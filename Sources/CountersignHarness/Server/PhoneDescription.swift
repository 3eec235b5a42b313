import CountersignAPI
import CountersignDevice

/// OpenAPI 3.1 of the phone's server, from the table of its operations.
enum PhoneDescription {
    static func document(_ operations: [PhoneOperation]) -> JSONValue {
        var description = APIDescription(
            title: "Countersign phone",
            description:
                "A virtual phone over HTTP: create phones, set policy and faults, have them sign, read what they signed.",
            schemas: PhoneSchema.all)
        for operation in operations { description.add(operation.method, operation.path, describe(operation)) }
        return description.value
    }

    private static func describe(_ operation: PhoneOperation) -> JSONObject {
        var described: JSONObject = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "responses": [
                String(operation.status): .object(success(operation)),
                "default": [
                    "description": "Refused",
                    "content": ["application/problem+json": ["schema": PhoneSchema.reference("Problem")]],
                ],
            ],
        ]
        let parameters = operation.path.split(separator: "/").filter { $0.first == "{" }.map { part -> JSONValue in
            [
                "name": .string(String(part.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": ["type": "string"],
            ]
        }
        if !parameters.isEmpty { described["parameters"] = .array(parameters) }
        if !operation.members.isEmpty {
            let required = operation.members.contains { $0.hasSuffix("!") }
            described["requestBody"] = [
                "required": .bool(required),
                "content": ["application/json": ["schema": .object(body(operation.members))]],
            ]
        }
        return described
    }

    private static func success(_ operation: PhoneOperation) -> JSONObject {
        guard let answers = operation.answers else { return ["description": "Done"] }
        let name = answers.filter { $0 != "[" && $0 != "]" }
        let schema = PhoneSchema.reference(name)
        return [
            "description": "Done",
            "content": [
                "application/json": ["schema": name == answers ? schema : ["type": "array", "items": schema]]
            ],
        ]
    }

    private static func body(_ members: [String]) -> JSONObject {
        var properties: JSONObject = [:]
        var required: [JSONValue] = []
        for member in members {
            let isRequired = member.hasSuffix("!")
            let name = isRequired ? String(member.dropLast()) : member
            properties[name] = PhoneSchema.member(name)
            if isRequired { required.append(.string(name)) }
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required) }
        return schema
    }
}
