import CountersignAPI

/// The API description (OpenAPI 3.1) of what this sandbox serves, made from the same table as its routes.
struct OpenAPIDocument {
    let endpoints: [Endpoint]
    /// The shape of an endpoint's errors under the present settings.
    let errorShape: (Endpoint) -> ErrorShape

    var value: JSONValue {
        var description = APIDescription(
            title: "Countersign sandbox",
            description: """
                A local bank that really checks. What lies below /_sandbox/ drives it. Where the bank's documents are \
                silent or disagree, a description says what is this project's choice; docs/contradictions.md lists all \
                of them, with the switch for the other reading.
                """,
            securitySchemes: [
                "token": ["type": "http", "scheme": "bearer"], "client": ["type": "http", "scheme": "basic"],
                "session": [
                    "type": "apiKey", "in": "header", "name": "Authorization",
                    "description": "The access token of POST /security/login, alone or behind Bearer.",
                ],
            ],
            schemas: BodySchema.components.merging(SecurityV2Description.schemas))
        for endpoint in endpoints { description.add(endpoint.method, endpoint.template, operation(endpoint)) }
        return description.value
    }

    private func operation(_ endpoint: Endpoint) -> JSONObject {
        if endpoint.api == .securityV2 { return SecurityV2Description.operation(endpoint) }
        var operation: JSONObject = [
            "operationId": .string(endpoint.name), "description": .string(endpoint.explanation),
        ]
        if endpoint == .readTokenKeys {
            operation["security"] = [[:]]
        } else if !endpoint.needsToken {
            operation["security"] = [["client": []], [:]]
        }
        let inPath = endpoint.parameters.map { Self.parameter($0, in: "path") }
        let inQuery = endpoint.query.map { Self.parameter($0, in: "query") }
        if !(inPath + inQuery).isEmpty { operation["parameters"] = .array(inPath + inQuery) }
        if endpoint == .createToken {
            let form = BodySchema.object("grant_type! scope")
            operation["requestBody"] = ["content": BodySchema.media(form, "application/x-www-form-urlencoded")]
        } else if let body = BodySchema.requests[endpoint.name] {
            let examples = BodySchema.requestExamples(endpoint)
            operation["requestBody"] = ["content": BodySchema.media(BodySchema.object(body), examples: examples)]
        }
        operation["responses"] = .object(responses(endpoint))
        return operation
    }

    private func responses(_ endpoint: Endpoint) -> JSONObject {
        var responses = JSONObject()
        let shape = errorShape(endpoint)
        for status in endpoint.success {
            var response: JSONObject = ["description": "Success."]
            if status != 204 {
                let examples = BodySchema.answerExamples(endpoint, status: status, shape: shape)
                response["content"] = BodySchema.media(BodySchema.answer(endpoint, status: status), examples: examples)
            }
            if endpoint.query.contains(Page.numberName) { response["headers"] = Self.pageHeaders }
            responses[String(status)] = .object(response)
        }
        let error = BodySchema.reference(shape == .flat ? "FlatError" : "ErrorEnvelope")
        var statuses = endpoint.failures.filter { endpoint.needsToken || $0 != 404 }
        // Any call can carry a body, and show the token of a client whose books are on file and cannot be opened beside
        // so many others.
        statuses += endpoint.needsToken ? [408, 413, 429] : [408, 413]
        for status in statuses {
            let examples = BodySchema.answerExamples(endpoint, status: status, shape: shape)
            responses[String(status)] = [
                "description": "Refusal.", "content": BodySchema.media(error, examples: examples),
            ]
        }
        return responses
    }

    private static func parameter(_ name: String, in place: String) -> JSONValue {
        let isNumber = [Page.numberName, Page.sizeName, "timeout"].contains(name)
        let isFlag = ["with_identification", "invalidate_existing_code"].contains(name)
        return [
            "name": .string(name), "in": .string(place), "required": .bool(place == "path"),
            "schema": ["type": isNumber ? "integer" : isFlag ? "boolean" : "string"],
        ]
    }

    private static let pageHeaders: JSONValue = .object(
        JSONObject(
            [
                (PageHeaders.totalName, "integer"), (PageHeaders.perPageName, "integer"),
                (PageHeaders.linkName, "string"),
            ]
            .map { .init(name: $0, value: ["required": true, "schema": ["type": .string($1)]]) }))
}
