import CountersignAPI
import CountersignService
import Hummingbird

/// A fault of the request, as RFC 9457 `application/problem+json`. What is wrong with a signature is a verdict.
struct Problem: Error, Sendable, Equatable {
    let status: Int
    let code: String
    let detail: String
    var field: String?
    /// Seconds.
    var retryAfter: Int?

    init(_ status: Int, _ code: String, _ detail: String, field: String? = nil, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        self.field = field
        self.retryAfter = retryAfter
    }

    static let unknownPath = Problem(404, "not_found", "there is nothing at this path")
    static let tokenRequired = Problem(401, "token_required", "a bearer token is required")
    static let invalidToken = Problem(401, "invalid_token", "the bearer token is unknown")

    init(_ error: PrevalidatorError) {
        let status =
            switch error.code {
            case .keyUnknown, .deviceUnknown, .challengeUnknown: 404
            case .keyConflict, .challengeConflict, .deviceUnbound: 409
            case .storeUnavailable, .auditUnavailable, .auditLocked: 503
            case .storeCorrupt, .internalFault: 500
            default: 400
            }
        self.init(status, error.code.description, error.reason, field: error.field)
    }

    init(_ error: CountersignAPIError) {
        self.init(400, error.code.description, error.reason, field: error.field)
    }

    /// What the request's way ended with.
    init(of error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as PrevalidatorError: self.init(error)
        case let error as CountersignAPIError: self.init(error)
        case BoundedBody.Defect.tooLarge(let limit):
            self.init(413, "body_too_large", "the body is larger than \(limit) bytes")
        case BoundedBody.Defect.cutOff: self.init(400, "body_cut_off", "the body ended before its announced length")
        default: self.init(500, "internal", "the service failed")
        }
    }

    /// A verdict that says nothing about the signature.
    init(undecided code: VerdictCode) {
        self.init(code == .storeUnavailable ? 503 : 500, code.rawValue, code.reason)
    }

    func response(requestID: String) -> Response {
        var body: JSONObject = [
            "type": "about:blank", "title": .string(title), "status": .number(JSONNumber(status)),
            "code": .string(code), "detail": .string(detail),
        ]
        if let field { body["field"] = .string(field) }
        body["request_id"] = .string(requestID)
        var response = Response.json(.object(body), status: status)
        response.headers[.contentType] = "application/problem+json"
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if status == 413 { response.headers[.connection] = "close" }
        return response
    }

    private var title: String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 429: "Too Many Requests"
        case 503: "Service Unavailable"
        default: "Internal Server Error"
        }
    }
}

/// A header field, by the name of its own library.
typealias HTTPField = HTTPFields.Element

extension Response {
    static func json(_ value: JSONValue, status: Int = 200) -> Response {
        json(bytes: WireJSON.encode(value), status: status)
    }

    static func json(bytes: [UInt8], status: Int = 200) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
