internal import CountersignAPI

extension ClientError {
    /// The error that an answer other than 2xx stands for.
    ///
    /// Sources disagree on the status of a wrong OTP or signature (403 or 422) and on the code; all four combinations
    /// are ``Code/authenticationFailed``.
    init(refusal answer: HTTPAnswer, operation: String) {
        let status = answer.status
        guard status >= 400 else {
            self.init(
                (300...399).contains(status) ? .redirected : .unreadableAnswer,
                reason: "expected success or an error, found HTTP \(status)", operation: operation, status: status)
            return
        }
        let body = ErrorBody(reading: answer.body, httpStatus: status)
        self.init(
            Self.code(status, body.code), reason: Self.words(status, body), operation: operation, status: status,
            body: body)
    }

    private static func code(_ status: Int, _ code: ErrorCode?) -> Code {
        switch (status, code) {
        case (403, .invalidTAN?), (422, .invalidTAN?), (403, .invalidSignature?), (422, .invalidSignature?):
            .authenticationFailed
        case (400, _): .badRequest
        case (401, _): .unauthorized
        case (403, _): .forbidden
        case (404, _): .notFound
        case (409, _): .conflict
        case (422, _): .unprocessable
        case (429, _): .rateLimited
        case (400...499, _): .refused
        default: .serverFault
        }
    }

    /// `HTTP 403 invalid_tan: Invalid or expired TAN (field tan)`.
    private static func words(_ status: Int, _ body: ErrorBody) -> String {
        let entry = body.first
        var words = "HTTP \(status)"
        if let code = entry.code { words += " \(code)" }
        if let text = entry.detail ?? entry.title { words += ": \(text.prefix(500))" }
        if let field = entry.source?.field { words += " (field \(field))" }
        return words
    }
}
