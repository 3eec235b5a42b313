/// A fault that the sandbox is to show: which calls it strikes, and what happens to them.
///
/// The body of `POST /_sandbox/faults`. The first rule that fits a call strikes.
public struct FaultRule: Sendable, Hashable, Codable {
    /// Given by the sandbox.
    public var id: Identifier?
    /// The operation's name (`confirmChangeRequest`) or its method and path (`POST /v1/change_requests/{…}/confirm`).
    public var operation: String?
    /// Only calls that concern this person.
    public var personID: Identifier?
    /// Deliveries to this subscription instead of calls.
    public var webhookID: Identifier?
    /// How often it strikes; absent means until it is deleted.
    public var times: Int?
    /// Milliseconds of the machine's time before anything else happens.
    public var delay: Int?
    /// Answers the published error of that status: 400 `build_pagination_headers_failure`, 500 `generic_error`.
    public var status: Int?
    /// Answers the published error of that code.
    public var code: ErrorCode?
    /// The error's text in place of the published one.
    public var detail: String?
    /// Closes the connection without an answer.
    public var drop: Bool?
    /// Answers, or delivers, something else than what is documented.
    public var wrongShape: WrongShape?
    /// Whether the call is executed first and only its answer is lost or replaced.
    public var after: Bool?

    public enum WrongShape: OpenName {
        /// No body at all.
        case empty
        /// `[]` in place of an object.
        case array
        /// A page for people, as a proxy sends it.
        case html
        /// The first half of the bytes.
        case truncated
        case unknown(String)
        public static let known: [Self] = [.empty, .array, .html, .truncated]

        public var rawValue: String {
            switch self {
            case .empty: "empty"
            case .array: "array"
            case .html: "html"
            case .truncated: "truncated"
            case .unknown(let raw): raw
            }
        }
    }

    public init(
        operation: String? = nil, personID: Identifier? = nil, webhookID: Identifier? = nil, times: Int? = nil,
        delay: Int? = nil, status: Int? = nil, code: ErrorCode? = nil, detail: String? = nil, drop: Bool? = nil,
        wrongShape: WrongShape? = nil, after: Bool? = nil
    ) {
        self.operation = operation
        self.personID = personID
        self.webhookID = webhookID
        self.times = times
        self.delay = delay
        self.status = status
        self.code = code
        self.detail = detail
        self.drop = drop
        self.wrongShape = wrongShape
        self.after = after
    }

    enum CodingKeys: String, CodingKey {
        case id, operation
        case personID = "person_id"
        case webhookID = "webhook_id"
        case times
        case delay = "delay_ms"
        case status, code, detail, drop
        case wrongShape = "wrong_shape"
        case after
    }
}
