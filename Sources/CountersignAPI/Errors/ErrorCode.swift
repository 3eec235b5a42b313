/// The `code` of an error body: a stable name. Source: Solaris API reference, Errors.
public struct ErrorCode: Sendable, Hashable, Codable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    private init(_ rawValue: String) { self.rawValue = rawValue }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public static func == (a: Self, b: Self) -> Bool { a.rawValue.isByteEqual(to: b.rawValue) }
    public func hash(into hasher: inout Hasher) { hasher.combine(Array(rawValue.utf8)) }
    public var description: String { rawValue }

    // 400
    public static let buildPaginationHeadersFailure = ErrorCode("build_pagination_headers_failure")
    public static let constraintViolation = ErrorCode("constraint_violation")
    public static let deprecatedParams = ErrorCode("deprecated_params")
    public static let invalidJSON = ErrorCode("invalid_json")
    public static let invalidModel = ErrorCode("invalid_model")
    public static let invalidWebhookURL = ErrorCode("invalid_webhook_url")
    public static let typeError = ErrorCode("type_error")
    public static let unsafeWebhookURL = ErrorCode("unsafe_webhook_url")
    public static let validationError = ErrorCode("validation_error")
    // 401
    public static let invalidToken = ErrorCode("invalid_token")
    public static let tokenRequired = ErrorCode("token_required")
    // 403
    public static let authorizationRequired = ErrorCode("authorization_required")
    public static let invalidTAN = ErrorCode("invalid_tan")
    public static let unauthorizedAction = ErrorCode("unauthorized_action")
    public static let unauthorizedPartner = ErrorCode("unauthorized_partner")
    // 404
    public static let modelNotFound = ErrorCode("model_not_found")
    public static let notFound = ErrorCode("not_found")
    // 409
    public static let mobileNumberExists = ErrorCode("mobile_number_exists")
    public static let recordNotUnique = ErrorCode("record_not_unique")
    // 422
    public static let invalidSignature = ErrorCode("invalid_signature")
    public static let unprocessableEntity = ErrorCode("unprocessable_entity")
    // 429
    public static let smsRequestRateLimitExceeded = ErrorCode("sms_request_rate_limit_exceeded")
    // 5xx
    public static let genericError = ErrorCode("generic_error")
    public static let notImplementedError = ErrorCode("not_implemented_error")
    public static let badGateway = ErrorCode("bad_gateway")
    public static let gatewayTimeout = ErrorCode("gateway_timeout")
}
