import CountersignAPI

/// One operation of the phone's server: the routes and their description come from the same table.
struct PhoneOperation: Sendable {
    let id: String
    let method: Endpoint.Method
    /// The path with its parameters in braces.
    let path: String
    let summary: String
    /// Members of the body; a name that ends in `!` is required.
    let members: [String]
    let status: Int
    /// Whether a bank has to be named when the server starts.
    var needsBank = false
    let run: @Sendable (PhoneDesk, PhoneCall) async throws -> JSONValue?

    init(
        _ id: String, _ method: Endpoint.Method, _ path: String, _ summary: String, takes members: [String] = [],
        status: Int = 200, needsBank: Bool = false,
        run: @escaping @Sendable (PhoneDesk, PhoneCall) async throws -> JSONValue?
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.summary = summary
        self.members = members
        self.status = status
        self.needsBank = needsBank
        self.run = run
    }
}

/// OpenAPI 3.1 of the phone's server.
enum PhoneDescription {
    static func document(_ operations: [PhoneOperation]) -> JSONValue {
        var paths: JSONObject = [:]
        for operation in operations {
            var item = paths[operation.path]?.objectValue ?? [:]
            item[operation.method.rawValue.lowercased()] = .object(describe(operation))
            paths[operation.path] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Countersign phone", "version": "1",
                "description":
                    "A virtual phone over HTTP: create phones, set policy and faults, have them sign, read what they signed.",
            ],
            "paths": .object(paths),
            "components": ["schemas": ["Problem": problem]],
        ]
    }

    private static let problem: JSONValue = [
        "type": "object", "required": ["status", "code", "detail"],
        "properties": [
            "type": ["type": "string"], "status": ["type": "integer"], "code": ["type": "string"],
            "detail": ["type": "string"],
        ],
    ]

    private static func describe(_ operation: PhoneOperation) -> JSONObject {
        var described: JSONObject = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "responses": [
                String(operation.status): .object(success(operation)),
                "default": [
                    "description": "Refused",
                    "content": [
                        "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
                    ],
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
            described["requestBody"] = ["content": ["application/json": ["schema": .object(body(operation.members))]]]
        }
        return described
    }

    private static func success(_ operation: PhoneOperation) -> JSONObject {
        guard operation.status != 204 else { return ["description": "Done"] }
        return ["description": "Done", "content": ["application/json": ["schema": [:]]]]
    }

    private static func body(_ members: [String]) -> JSONObject {
        var properties: JSONObject = [:]
        var required: [JSONValue] = []
        for member in members {
            let isRequired = member.hasSuffix("!")
            let parts = (isRequired ? String(member.dropLast()) : member).split(separator: ":").map(String.init)
            properties[parts[0]] = ["type": .string(parts.count > 1 ? parts[1] : "string")]
            if isRequired { required.append(.string(parts[0])) }
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required) }
        return schema
    }
}
