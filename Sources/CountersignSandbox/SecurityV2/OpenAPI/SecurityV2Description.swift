import CountersignAPI

/// The eight operations in the API description: their documented limits, numbers and names.
enum SecurityV2Description {
    /// The operation object of OpenAPI.
    static func operation(_ endpoint: Endpoint) -> JSONObject {
        let isLogin = endpoint == .securityV2Login
        let samples = samples[endpoint]
        let content =
            isLogin
            ? BodySchema.media(form, "multipart/form-data")
            : BodySchema.media(request(endpoint), examples: named(samples?.request))
        var operation: JSONObject = [
            "operationId": .string(endpoint.name), "tags": ["Security API (V2)"],
            "description": .string(notes[endpoint] ?? note), "security": isLogin ? [[:]] : [["session": []]],
            "requestBody": ["required": true, "content": content],
        ]
        let refusal = BodySchema.media(ref(isLogin ? "SecurityV2LoginRefusal" : "SecurityV2Envelope"))
        operation["responses"] = [
            "200": [
                "description": .string(outcomes[endpoint] ?? ""),
                "content": BodySchema.media(answer(endpoint), examples: named(samples?.answer)),
            ],
            "400": [
                "description": isLogin
                    ? "Bad Request: error is invalid_request, unsupported_grant_type or invalid_grant."
                    : "Bad Request: ResponseCode 100 (the token) or 101 (a member).",
                "content": refusal,
            ],
            "500": [
                "description": isLogin ? "Server Error: error is server_error." : "Server Error: ResponseCode 999.",
                "content": refusal,
            ],
        ]
        return operation
    }

    /// The schemas that operations refer to.
    static let schemas: JSONObject = [
        "SecurityV2Envelope": object(envelope, required: Array(envelope.names)),
        "SecurityV2LoginRefusal": object(["error": text, "error_description": text], required: ["error"]),
        "SecurityV2SCARes": object(state), "SecurityV2SCAOption": numbered(SecurityV2.SCAOption.self),
        "SecurityV2SCAType": numbered(SecurityV2.SCAType.self),
        "SecurityV2LogoutReason": numbered(SecurityV2.LogoutReason.self),
    ]

    /// What is answered with HTTP 200, failures of business among it.
    private static let outcomes: [Endpoint: String] = [
        .securityV2Login: "The session.",
        .securityV2Logout: "ResponseCode 000: the session has ended.",
        .securityV2Authorize: "ResponseCode 000: executed or cancelled; else 901, 903, 904, 905 or 908.",
        .securityV2RegenerateSCA: "ResponseCode 000: sent anew; else 102, 901, 902, 903, 904, 906 or 908.",
        .securityV2GetSCAPendingRequest: "ResponseCode 000: what is pending.",
        .securityV2ListSDKDevices: "ResponseCode 000: the device that is registered, if any.",
        .securityV2DeRegisterSDKDevice: "ResponseCode 000: removed; else 102.",
        .securityV2PostLoginDetails: "ResponseCode 000: noted; 900: asked for by SCARes; else 901, 902, 906 or 907.",
    ]

    private static let note = "Source: Security API (V2) reference. The path is served without regard to case."
    private static let notes: [Endpoint: String] = [
        .securityV2RegenerateSCA: note
            + " Five calls a reference number, after a failed or expired attempt; the sixth blocks.",
        .securityV2Authorize: note
            + " Wrong one-time passwords answer 905 four times and then 904. The encryption of SCAIdentification is weak"
            + " (one IV a session, no MAC) and used nowhere else. A push that the customer has not approved answers 908;"
            + " that, and 101 for the two factors of one category in the published sample, is this project's choice.",
        .securityV2PostLoginDetails: note
            + " With DoSecondFactor true it answers 900; that code, and 101 for the two factors of one category in the"
            + " published sample, is this project's choice.",
    ]

    private static let text: JSONValue = ["type": "string"]
    private static let int32: JSONValue = ["type": "integer", "format": "int32"]
    private static let int64: JSONValue = ["type": "integer", "format": "int64"]
    private static let consumer: JSONValue = ["type": "integer", "format": "int32", "minimum": 1]
    private static let boolean: JSONValue = ["type": "boolean", "default": false]
    private static let short: JSONValue = ["type": "string", "minLength": 0, "maxLength": 50]
    private static let reference: JSONValue = ["type": "string", "minLength": 36, "maxLength": 36]
    private static let time: JSONValue = ["type": "string", "examples": ["2021-12-21T13:58:02.899"]]

    private static let envelope: JSONObject = [
        "Description": text, "ResponseCode": ["type": "string", "examples": ["000"]], "ResponseDateTime": time,
        "ClientRequestReference": text, "RequestID": ["type": "integer"],
    ]

    private static let state: JSONObject = [
        "SCAReferenceNumber": text, "SCAType": ["type": "integer"], "AuthorizeOn": text, "AdditionalData": text,
        "ExpiryDateTime": time, "RemainingResendCount": int32, "RemainingFailAttempt": int32,
        "SCAIdentification": text, "StartDateTime": time, "Title": text,
    ]

    private static let form: JSONValue = object(
        [
            "GRANT_TYPE": ["type": "string", "const": "password"],
            "UserName": ["type": "string", "minLength": 8, "maxLength": 100],
            "Password": ["type": "string", "minLength": 8, "maxLength": 20, "pattern": "^[a-zA-Z0-9!@$#%^&*+=()]+$"],
            "SchemeCode": ["type": "string", "maxLength": 6],
        ], required: ["GRANT_TYPE", "UserName", "Password"])

    private static func request(_ endpoint: Endpoint) -> JSONValue {
        let common: JSONObject = [
            "ClientRequestReference": short, "CultureID": ["type": "integer", "format": "int32", "enum": [1, 2, 3]],
        ]
        let (members, required): (JSONObject, [String]) =
            switch endpoint {
            case .securityV2Authorize:
                (
                    [
                        "SCAReferenceNumber": reference, "CancelRequest": boolean, "SCAIdentification": short,
                        "FirstFactorSCAOptionType": ref("SecurityV2SCAOption"),
                        "SecondFactorSCAOptionType": ref("SecurityV2SCAOption"),
                    ], ["SCAReferenceNumber"]
                )
            case .securityV2RegenerateSCA:
                (
                    ["SCAReferenceNumber": reference, "SCAType": ref("SecurityV2SCAType")],
                    ["SCAReferenceNumber", "SCAType"]
                )
            case .securityV2DeRegisterSDKDevice:
                (["ConsumerID": consumer, "SDKDeviceReferenceID": int64], ["ConsumerID", "SDKDeviceReferenceID"])
            case .securityV2PostLoginDetails:
                (
                    [
                        "ConsumerID": consumer, "SCAOptionID1FA": ref("SecurityV2SCAOption"),
                        "SCAOptionID2FA": ref("SecurityV2SCAOption"), "DoSecondFactor": boolean,
                    ], ["ConsumerID", "SCAOptionID1FA"]
                )
            case .securityV2Logout: (["LogoutReason": ref("SecurityV2LogoutReason")], [])
            default: (["ConsumerID": consumer], ["ConsumerID"])
            }
        return object(members.merging(common), required: required)
    }

    private static func answer(_ endpoint: Endpoint) -> JSONValue {
        let content: JSONObject =
            switch endpoint {
            case .securityV2Login: [:]
            case .securityV2Authorize:
                ["ReferenceID": int64, "SCAReferenceNumber": text, "SCARes": ref("SecurityV2SCARes")]
            case .securityV2RegenerateSCA, .securityV2PostLoginDetails: ["SCARes": ref("SecurityV2SCARes")]
            case .securityV2GetSCAPendingRequest:
                ["SCAPendingRequests": ["type": "array", "items": object(["SCAReferenceNumber": text])]]
            case .securityV2ListSDKDevices:
                ["SDKDevicesList": ["type": "array", "items": object(["SDKDeviceReferenceID": int64])]]
            default: [:]
            }
        guard endpoint == .securityV2Login else {
            return object(content.merging(envelope), required: envelope.names)
        }
        let members: JSONObject = [
            "access_token": text, "token_type": text, "expires_in": int32, "Contis_SecurityKey": text,
            ".expires": text, ".issued": text,
        ]
        return object(members, required: members.names)
    }

    private static func object(_ properties: JSONObject, required: [String] = []) -> JSONValue {
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        return .object(schema)
    }

    /// The number, or its name.
    private static func numbered<Value: OpenNumber>(_ type: Value.Type) -> JSONValue {
        let numbers = Value.known.map { JSONValue.number(JSONNumber($0.rawValue)) }
        let names = Value.known.flatMap { [$0.name] + $0.aliases }.map { JSONValue.string($0) }
        return ["enum": .array(numbers + names), "description": .string(Value.choices)]
    }

    private static func ref(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/" + name)] }

    private static func named(_ sample: JSONObject?) -> JSONObject {
        var examples = JSONObject()
        examples["published"] = sample.map(JSONValue.object)
        return examples
    }
}
