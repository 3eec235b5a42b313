import CountersignAPI

/// The API description (OpenAPI 3.1) of what this sandbox serves, made from the same table as its routes.
struct OpenAPIDocument {
    let endpoints: [Endpoint]
    /// The shape of an endpoint's errors under the present settings.
    let errorShape: (Endpoint) -> ErrorShape

    var value: JSONValue {
        var description = APIDescription(
            title: "Countersign sandbox",
            description: "A local bank that really checks. What lies below /_sandbox/ drives it.",
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
        var operation: JSONObject = ["operationId": .string(endpoint.name)]
        if let description = Self.descriptions[endpoint.origin] { operation["description"] = .string(description) }
        if endpoint == .readTokenKeys {
            operation["security"] = [[:]]
        } else if !endpoint.needsToken {
            operation["security"] = [["client": []], [:]]
        }
        let inPath = endpoint.parameters.map { Self.parameter($0, in: "path") }
        let inQuery = endpoint.query.map { Self.parameter($0, in: "query") }
        if !(inPath + inQuery).isEmpty { operation["parameters"] = .array(inPath + inQuery) }
        if endpoint == .createToken {
            operation["requestBody"] = Self.content(
                BodySchema.object("grant_type! scope"), "application/x-www-form-urlencoded")
        } else if let body = BodySchema.requests[endpoint.name] {
            operation["requestBody"] = Self.content(BodySchema.object(body))
        }
        operation["responses"] = .object(responses(endpoint))
        return operation
    }

    private func responses(_ endpoint: Endpoint) -> JSONObject {
        var responses = JSONObject()
        for status in endpoint.success {
            var response: JSONObject = ["description": "Success."]
            if status != 204 {
                var content = Self.content(BodySchema.answer(endpoint, status: status)).objectValue ?? [:]
                if let example = BodySchema.examples[endpoint.name], status == endpoint.success.first,
                    var media = content["content"]?["application/json"]?.objectValue
                {
                    media["example"] = example
                    content["content"] = ["application/json": .object(media)]
                }
                response["content"] = content["content"]
            }
            if endpoint.query.contains(Page.numberName) { response["headers"] = Self.pageHeaders }
            responses[String(status)] = .object(response)
        }
        let name = errorShape(endpoint) == .flat ? "FlatError" : "ErrorEnvelope"
        var statuses = endpoint.failures.filter { endpoint.needsToken || $0 != 404 }
        if endpoint.method != .get { statuses += [408, 413] }
        for status in statuses {
            var response: JSONObject = ["description": "Refusal."]
            response["content"] = Self.content(BodySchema.reference(name))["content"]
            responses[String(status)] = .object(response)
        }
        return responses
    }

    private static func content(_ schema: JSONValue, _ type: String = "application/json") -> JSONValue {
        ["content": .object([type: ["schema": schema]])]
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

    private static let descriptions: [Endpoint.Origin: String] = [
        .chosen: "No source gives this operation: it is this project's choice.",
        .dialect: "A path of the published Elixir client; the bank has it not.",
    ]
}
