/// One row of the catalogue of published errors: code, HTTP status and title.
///
/// Source: Solaris API reference, Errors, and its page Confirm change request; titles that the reference does not print
/// follow its pattern (the code in words).
public struct PublishedError: Sendable, Hashable {
    public let code: ErrorCode
    public let status: Int
    public let title: String

    private init(_ status: Int, _ code: ErrorCode, _ title: String) {
        self.status = status
        self.code = code
        self.title = title
    }

    public static let all: [PublishedError] = [
        .init(400, .buildPaginationHeadersFailure, "Failed to build pagination headers."),
        .init(400, .constraintViolation, "Constraint Violation"),
        .init(400, .deprecatedParams, "Deprecated Params"),
        .init(400, .invalidJSON, "Invalid JSON"),
        .init(400, .invalidModel, "Invalid Model"),
        .init(400, .invalidWebhookURL, "Invalid Webhook URL"),
        .init(400, .typeError, "Type Error"),
        .init(400, .unsafeWebhookURL, "Unsafe Webhook URL"),
        .init(400, .validationError, "Validation Error"),
        .init(401, .invalidToken, "Invalid Token"),
        .init(401, .tokenRequired, "Token Required"),
        .init(403, .authorizationRequired, "Authorization Required"),
        .init(403, .invalidTAN, "Invalid TAN"),
        .init(403, .unauthorizedAction, "Unauthorized Action"),
        .init(403, .unauthorizedPartner, "Unauthorized Partner"),
        .init(404, .modelNotFound, "Model Not Found"),
        .init(404, .notFound, "Not Found"),
        .init(409, .mobileNumberExists, "Mobile Number Exists"),
        .init(409, .recordNotUnique, "Record Not Unique"),
        .init(422, .invalidSignature, "Invalid Signature"),
        .init(422, .unprocessableEntity, "Unprocessable Entity"),
        .init(429, .smsRequestRateLimitExceeded, "Sms Request Rate Limit Exceeded"),
        .init(500, .genericError, "Generic Error"),
        .init(501, .notImplementedError, "Not Implemented Error"),
        .init(502, .badGateway, "Bad Gateway"),
        .init(504, .gatewayTimeout, "Gateway Timeout"),
    ]

    /// The row of that code; nil for a code that is not published.
    public static func of(_ code: ErrorCode) -> PublishedError? { all.first { $0.code == code } }
}
