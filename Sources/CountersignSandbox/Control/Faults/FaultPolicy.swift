import CountersignAPI

/// What a rule of faults must look like, and what it does.
enum FaultPolicy {
    /// Milliseconds that a fault may hold a call.
    static let longestDelay = 60_000

    /// The operation that a rule names; nil where it names none.
    /// - Throws: ``BankFault`` 400.
    static func endpoint(_ rule: FaultRule) throws(BankFault) -> Endpoint? {
        guard let name = rule.operation else {
            guard rule.personID != nil || rule.webhookID != nil else { throw .missing("operation") }
            return nil
        }
        guard rule.webhookID == nil else { throw .invalid("webhook_id", "expected an operation or a webhook") }
        let known = (Endpoint.all + Endpoint.securityV2 + [Endpoint.triggerChangeRequest]).first {
            $0.name == name || "\($0.method.rawValue) \($0.template)" == name
        }
        guard let known else { throw .invalid("operation", "expected an operation's name, or its method and path") }
        return known
    }

    /// - Throws: ``BankFault`` 400.
    static func fault(_ rule: FaultRule, of endpoint: Endpoint?, id: Identifier) throws(BankFault) -> Fault {
        let delay = rule.delay ?? 0
        guard (0...longestDelay).contains(delay) else {
            throw .invalid("delay_ms", "expected 0 to \(longestDelay), found \(delay)")
        }
        guard rule.times ?? 1 > 0 else { throw .invalid("times", "expected at least 1") }
        let effect = try effect(of: rule, endpoint)
        guard effect != nil || delay > 0 else { throw .missing("status") }
        return Fault(id: id, delay: .milliseconds(delay), effect: effect, isAfter: rule.after ?? false)
    }

    private static func effect(of rule: FaultRule, _ endpoint: Endpoint?) throws(BankFault) -> Fault.Effect? {
        let named = [rule.status != nil || rule.code != nil, rule.drop == true, rule.wrongShape != nil]
        guard named.count(where: { $0 }) <= 1 else {
            throw .invalid("status", "expected one of status or code, drop, and wrong_shape")
        }
        if rule.drop == true { return .drop }
        if let shape = rule.wrongShape {
            guard shape.isKnown else { throw .invalid("wrong_shape", "expected empty, array, html or truncated") }
            return .wrongShape(shape)
        }
        return try error(of: rule, endpoint).map(Fault.Effect.error)
    }

    private static func error(of rule: FaultRule, _ endpoint: Endpoint?) throws(BankFault) -> BankFault? {
        guard rule.status != nil || rule.code != nil else { return nil }
        if let status = rule.status, !(100...599).contains(status) || (status < 300 && rule.webhookID == nil) {
            throw .invalid("status", "expected an HTTP status of a refusal, found \(status)")
        }
        let codes = codes(of: endpoint)
        if let code = rule.code, !codes.contains(code) {
            throw .invalid("code", "expected one of \(codes.map(\.rawValue).joined(separator: ", "))")
        }
        let published = PublishedError.all.first { row in
            rule.code.map { $0 == row.code }
                ?? (row.status == rule.status && (preferred[row.status] ?? row.code) == row.code)
        }
        let code = rule.code ?? published?.code ?? .genericError
        return BankFault(
            code, rule.detail ?? details[code] ?? "A fault of the sandbox.", status: rule.status ?? published?.status)
    }

    /// The codes that the answers of an operation can have.
    private static func codes(of endpoint: Endpoint?) -> [ErrorCode] {
        guard let endpoint, endpoint.api == .securityV2 else { return PublishedError.all.map(\.code) }
        if endpoint == .securityV2Login { return loginCodes }
        return SecurityV2.ResponseCode.known.map { ErrorCode(rawValue: $0.rawValue) }
    }

    /// Those of RFC 6749.
    static let loginCodes = ["invalid_grant", "invalid_request", "unsupported_grant_type"].map(
        ErrorCode.init(rawValue:))

    /// Which of the published errors of a status is meant where only the status is named.
    private static let preferred: [Int: ErrorCode] = [
        400: .buildPaginationHeadersFailure, 401: .invalidToken, 403: .unauthorizedAction, 404: .modelNotFound,
        409: .recordNotUnique, 422: .invalidSignature, 429: .smsRequestRateLimitExceeded, 500: .genericError,
    ]

    // Source: Solaris API reference, Confirm change request.
    private static let details: [ErrorCode: String] = [
        .buildPaginationHeadersFailure: "Cannot connect to database.",
        .unauthorizedAction: "Unauthorized action is not allowed.",
        .smsRequestRateLimitExceeded: "SMS request rate limit exceeded for the number: +491520555555",
        .genericError: "There was an error.",
    ]
}

extension FaultRule.WrongShape {
    /// What is sent in place of a body.
    func distort(_ body: [UInt8]) -> [UInt8] {
        switch self {
        case .array: Array("[]".utf8)
        case .html: Array("<!doctype html><title>Bad gateway</title>\n".utf8)
        case .truncated: Array(body.prefix(body.count / 2))
        case .empty, .unknown: []
        }
    }
}
