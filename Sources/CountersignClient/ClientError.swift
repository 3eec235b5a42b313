public import CountersignAPI

/// Why a call did not give what was asked for: refused by the bank, not answered, or not understood.
///
/// `==` compares the ``code-swift.property`` only. What the bank said is kept as it came: ``status``, ``body`` and in
/// it the raw error code.
public struct ClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String
        init(_ name: String) { self.name = name }
        /// The stable lower-case name.
        public var description: String { name }
    }

    public let code: Code
    /// One clause: what was expected, what came, where. Never a token, a secret or an OTP.
    public let reason: String
    /// The operation's name, as `confirmChangeRequest`; nil where the call was not made.
    public let operation: String?
    /// The HTTP status of the answer, where there was one.
    public let status: Int?
    /// The error body of a refusal, in whichever shape it came.
    public let body: ErrorBody?
    /// The response code of a refusal of the Security API (V2).
    public internal(set) var responseCode: SecurityV2.ResponseCode?

    init(
        _ code: Code, reason: String, operation: String? = nil, status: Int? = nil, body: ErrorBody? = nil
    ) {
        self.code = code
        self.reason = reason
        self.operation = operation
        self.status = status
        self.body = body
    }

    /// The bank's own code, as `invalid_tan`; nil where it sent none.
    public var bankCode: ErrorCode? { body?.code }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    /// The operation, the reason and, in brackets, the code.
    public var description: String { "\(operation.map { $0 + ": " } ?? "")\(reason) [\(code)]" }
}

extension ClientError.Code {
    // Nothing was sent.

    /// An address, an id or a body that cannot be sent.
    public static let invalidRequest = Self("invalid_request")
    /// No connection: refused, no such host, no TLS handshake. Nothing was sent, so that trying again is safe.
    public static let unreachable = Self("unreachable")

    // It is not known what became of the call.

    /// The connection ended before the whole answer was there.
    public static let connectionLost = Self("connection_lost")
    /// No whole answer within the call's time.
    public static let timedOut = Self("timed_out")
    /// The task that called was cancelled.
    public static let cancelled = Self("cancelled")

    // It was answered, but not as the API documents it.

    /// Garbage: no HTTP, no JSON, a member that is missing or of another type.
    public static let unreadableAnswer = Self("unreadable_answer")
    /// More bytes than ``ClientConfiguration/answerLimit``.
    public static let answerTooLarge = Self("answer_too_large")
    /// A redirect: tokens are not carried elsewhere.
    public static let redirected = Self("redirected")

    // It was refused.

    /// A wrong or expired OTP, or a signature that does not verify: HTTP 403 or 422, `invalid_tan` or
    /// `invalid_signature`.
    public static let authenticationFailed = Self("authentication_failed")
    /// HTTP 400.
    public static let badRequest = Self("bad_request")
    /// HTTP 401, also with a token fetched just now.
    public static let unauthorized = Self("unauthorized")
    /// HTTP 403 for another reason than the OTP.
    public static let forbidden = Self("forbidden")
    /// HTTP 404.
    public static let notFound = Self("not_found")
    /// HTTP 409: there is one already.
    public static let conflict = Self("conflict")
    /// HTTP 422 for another reason than a signature.
    public static let unprocessable = Self("unprocessable")
    /// HTTP 429: too many SMS to one number.
    public static let rateLimited = Self("rate_limited")
    /// Any other HTTP 4xx.
    public static let refused = Self("refused")
    /// HTTP 5xx.
    public static let serverFault = Self("server_fault")

    // All answers were good.

    /// Polling ended before the status did.
    public static let pollTimedOut = Self("poll_timed_out")
}
