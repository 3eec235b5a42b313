import CountersignAPI
import CountersignService
import Hummingbird

/// What a caller of the bank is told instead of the bank's answer: in the bank's words, so that no caller needs new
/// code, with the exact code in a header of its own.
struct GatewayRefusal: Sendable {
    static let codeHeader = HTTPField.Name("x-countersign-code")

    let status: Int
    private let bankCode: ErrorCode
    private let detail: String
    private let shape: ErrorShape
    /// Seconds.
    private var retryAfter: Int?
    /// The verdict, or the fault of the request.
    let code: String

    init(_ verdict: VerdictCode, field: String, _ endpoint: Endpoint) {
        code = verdict.rawValue
        shape = endpoint.errorShape
        switch verdict {
        case .signatureMismatch, .signatureEncoding, .signatureMalformed:
            (status, bankCode) = (422, .invalidSignature)
            // The bank reads no longer fields.
            detail = "Signature (\(String(field.prefix(2048)))) verification failure."
        case .storeUnavailable, .internal:
            (status, bankCode, detail) = (503, .genericError, "There was an error.")
        case .challengeUnknown, .challengeExpired, .challengeConsumed, .attemptsExhausted:
            // A device challenge that cannot be answered any more is gone, and not forbidden.
            (status, bankCode, detail) =
                endpoint == .verifyDeviceChallenge ? (404, .notFound, "device challenge not found") : Self.forbidden
        default: (status, bankCode, detail) = Self.forbidden
        }
    }

    private static let forbidden = (403, ErrorCode.unauthorizedAction, "Unauthorized action is not allowed.")

    /// A call in a spelling that hides what it is.
    init(disguised reason: String) {
        (status, bankCode, detail) = (404, .notFound, "There is nothing at this path: \(reason).")
        (code, shape) = ("path_disguised", .envelope)
    }

    /// A body that cannot be read without doubt.
    init(unreadable error: any Error, _ endpoint: Endpoint) {
        shape = endpoint.errorShape
        guard let error = error as? CountersignAPIError else {
            (status, bankCode, detail, code) = (503, .genericError, "There was an error.", "internal")
            return
        }
        status = 400
        bankCode = error.code == .invalidJSON || error.code == .tooDeep ? .invalidJSON : .validationError
        (detail, code) = (error.reason, error.code.description)
    }

    /// More signatures than the caller may have judged.
    init(limited problem: Problem, _ endpoint: Endpoint) {
        (status, bankCode, detail) = (problem.status, ErrorCode(rawValue: problem.code), problem.detail)
        (code, shape, retryAfter) = (problem.code, endpoint.errorShape, problem.retryAfter)
    }

    /// The bank cannot be reached, or gave no answer.
    init(unreachable: Void) {
        (status, bankCode, detail) = (502, .genericError, "There was an error.")
        (code, shape) = ("bank_unreachable", .envelope)
    }

    /// A body that was not read to its end.
    init(_ defect: BoundedBody.Defect) {
        shape = .envelope
        bankCode = .validationError
        switch defect {
        case .tooLarge(let limit):
            (status, code, detail) = (413, "body_too_large", "body is larger than \(limit) bytes")
        case .cutOff:
            (status, code, detail) = (400, "body_cut_off", "the body ended before its announced length")
        }
    }

    func response(requestID: String) -> Response {
        var entry = ErrorEntry(bankCode, id: Identifier(requestID), detail: detail)
        entry.status = status
        let bytes = (try? WireJSON.encode(ErrorBody(entry, shape: shape))) ?? []
        var response = Response.json(bytes: bytes, status: status)
        if let name = Self.codeHeader { response.headers[name] = code }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if code.hasPrefix("body_") { response.headers[.connection] = "close" }
        return response
    }
}
