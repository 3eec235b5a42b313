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
        default:
            (status, bankCode, detail) = (403, .unauthorizedAction, "Unauthorized action is not allowed.")
        }
    }

    /// A path in a spelling that hides what it is.
    init(disguised: Void) {
        (status, bankCode, detail) = (404, .notFound, "There is nothing at this path.")
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

    /// The bank cannot be reached, or gave no answer.
    init(unreachable: Void) {
        (status, bankCode, detail) = (502, .genericError, "There was an error.")
        (code, shape) = ("bank_unreachable", .envelope)
    }

    init(tooLarge limit: Int) {
        (status, bankCode, detail) = (413, .validationError, "body is larger than \(limit) bytes")
        (code, shape) = ("body_too_large", .envelope)
    }

    func response(requestID: String) -> Response {
        var entry = ErrorEntry(bankCode, id: Identifier(requestID), detail: detail)
        entry.status = status
        let bytes = (try? WireJSON.encode(ErrorBody(entry, shape: shape))) ?? []
        var response = Response.json(bytes: bytes, status: status)
        if let name = Self.codeHeader { response.headers[name] = code }
        if status == 413 { response.headers[.connection] = "close" }
        return response
    }
}
