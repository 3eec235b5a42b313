// The errors whose text the documentation prints. Source: Solaris API reference, Confirm change request.
extension ErrorEntry {
    /// 400, a sample of the reference that no rule leads to.
    public static func buildPaginationHeadersFailure(id: Identifier) -> ErrorEntry {
        ErrorEntry(.buildPaginationHeadersFailure, id: id, detail: "Cannot connect to database.")
    }

    /// 403: the action does not fit the state, the person, the device or the method.
    public static func unauthorizedAction(id: Identifier) -> ErrorEntry {
        ErrorEntry(.unauthorizedAction, id: id, detail: "Unauthorized action is not allowed.")
    }

    /// 422: a signature that does not verify, quoted as it was sent.
    public static func invalidSignature(_ signature: String, id: Identifier) -> ErrorEntry {
        ErrorEntry(.invalidSignature, id: id, detail: "Signature (\(signature)) verification failure.")
    }

    /// 429: too many SMS to one number.
    public static func smsRequestRateLimitExceeded(for number: PhoneNumber, id: Identifier) -> ErrorEntry {
        ErrorEntry(
            .smsRequestRateLimitExceeded, id: id,
            detail: "SMS request rate limit exceeded for the number: \(number.e164)")
    }

    /// 500.
    public static func genericError(id: Identifier) -> ErrorEntry {
        ErrorEntry(.genericError, id: id, detail: "There was an error.")
    }
}

extension ErrorEntry {
    /// The 400 for a body or a parameter that could not be read, with the member at fault as its source.
    public init(refusing error: CountersignAPIError, id: Identifier) {
        let code: ErrorCode =
            switch error.code {
            case .invalidJSON, .tooDeep: .invalidJSON
            case .wrongType: .typeError
            default: .validationError
            }
        let detail = error.field.map { "\($0): \(error.reason)" } ?? error.reason
        self.init(
            code, id: id, detail: detail, source: error.field.map { Source(field: $0, message: error.reason) })
    }
}
