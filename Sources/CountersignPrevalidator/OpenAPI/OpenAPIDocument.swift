import CountersignAPI

/// The description of the API (OpenAPI 3.1), made from the same table as the routes.
enum OpenAPIDocument {
    static var value: JSONValue {
        var description = APIDescription(
            title: "Countersign pre-validator",
            description: "Says whether a signature is good before the bank is asked.",
            securitySchemes: ["token": ["type": "http", "scheme": "bearer"]], schemas: MessageSchema.all)
        for endpoint in Endpoint.prevalidator {
            description.add(endpoint.method, endpoint.template, operation(endpoint))
        }
        return description.value
    }

    private static func operation(_ endpoint: Endpoint) -> JSONObject {
        var operation: JSONObject = ["operationId": .string(endpoint.name)]
        let parameters = endpoint.parameters.map { name -> JSONValue in
            [
                "name": .string(name), "in": "path", "required": true,
                "schema": ["type": "string", "minLength": 1, "maxLength": 256],
            ]
        }
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        let message = MessageSchema.messages[endpoint.name]
        if let request = message?.request {
            let isStream = endpoint == .verifyBatch
            operation["requestBody"] = [
                "required": true,
                // A stream's lines are described; its body as a whole is text.
                "content": isStream
                    ? ["application/x-ndjson": ["schema": ["type": "string"]]]
                    : ["application/json": ["schema": reference(request)]],
            ]
        }
        operation["responses"] = .object(responses(endpoint, message?.answer))
        return operation
    }

    private static func responses(_ endpoint: Endpoint, _ answer: MessageSchema.Answer?) -> JSONObject {
        var responses = JSONObject()
        var statuses = endpoint.success
        // The same again is no new thing.
        if endpoint.success == [201] { statuses.append(200) }
        for status in statuses {
            var response: JSONObject = ["description": "Success."]
            switch answer {
            case .one(let name): response["content"] = ["application/json": ["schema": reference(name)]]
            case .list(let name):
                response["content"] = ["application/json": ["schema": ["type": "array", "items": reference(name)]]]
            case .lines: response["content"] = ["application/x-ndjson": ["schema": ["type": "string"]]]
            case nil: break
            }
            responses[String(status)] = .object(response)
        }
        for status in endpoint.failures {
            responses[String(status)] = [
                "description": "Fault of the request.",
                "content": ["application/problem+json": ["schema": reference("Problem")]],
            ]
        }
        return responses
    }

    private static func reference(_ name: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/" + name)]
    }
}
