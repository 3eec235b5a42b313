import CountersignAPI

/// A refusal in the bank's words; the route's error shape decides how it is written.
struct BankFault: Error, Sendable, Equatable {
    let code: ErrorCode
    let detail: String
    var field: String?
    /// The HTTP status where it is not the published one of the code.
    var status: Int?
    var title: String?
    /// The second, more specific code of newer bodies.
    var errorCode: String?
    /// What a refused signature was judged by, for the journal.
    var evidence: SignatureEvidence?

    init(_ code: ErrorCode, _ detail: String, field: String? = nil, status: Int? = nil, title: String? = nil) {
        self.code = code
        self.detail = detail
        self.field = field
        self.status = status
        self.title = title
    }

    var httpStatus: Int { status ?? PublishedError.of(code)?.status ?? 500 }

    /// The wire body, with a correlation id of its own.
    func body(id: Identifier, shape: ErrorShape) -> ErrorBody {
        var entry = ErrorEntry(code, id: id, detail: detail, source: field.map { .init(field: $0, message: detail) })
        entry.status = httpStatus
        if let title { entry.title = title }
        entry.errorCode = errorCode
        return ErrorBody(entry, shape: shape)
    }
}

extension BankFault {
    /// The bank's 403 for an action that the state does not allow.
    static let unauthorizedAction = BankFault(.unauthorizedAction, "Unauthorized action is not allowed.")

    static let unknownPath = BankFault(.notFound, "There is nothing at this path.")

    static func notFound(_ model: String, _ id: Identifier) -> BankFault {
        BankFault(.modelNotFound, "Couldn't find '\(model)' for id '\(id)'.")
    }

    /// The 404 of the family of devices and challenges, which has another code and text.
    static func notFound(challenge kind: String, _ id: Identifier) -> BankFault {
        BankFault(.notFound, "\(kind) \"\(id)\" not found")
    }

    /// 400 for a person without a verified number, where devices and challenges need one.
    static let noVerifiedNumber: BankFault = {
        var fault = BankFault.invalid("number", "telephone number not found")
        fault.errorCode = "telephone_number_not_found"
        return fault
    }()

    static func missing(_ field: String) -> BankFault {
        BankFault(.validationError, "\(field) is missing", field: field)
    }

    static func invalid(_ field: String, _ reason: String) -> BankFault {
        BankFault(.validationError, reason, field: field)
    }

    static func smsLimit(_ number: String) -> BankFault {
        BankFault(.smsRequestRateLimitExceeded, "SMS request rate limit exceeded for the number: \(number)")
    }

    /// What the wire layer says of a body that is not what the endpoint documents.
    init(_ error: CountersignAPIError) {
        switch error.code {
        case .invalidJSON, .tooDeep: self.init(.invalidJSON, error.reason)
        case .missingField: self.init(.validationError, error.reason, field: error.field)
        case .wrongType: self.init(.typeError, error.reason, field: error.field)
        default: self.init(.validationError, error.reason, field: error.field)
        }
    }
}
