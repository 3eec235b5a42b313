/// One call that the sandbox answered: an element of `GET /_sandbox/journal`.
public struct JournalEntry: Sendable, Hashable, Codable {
    public var id: Identifier
    public var at: Timestamp
    /// The operation's name, as `confirmChangeRequest`.
    public var operation: String
    public var method: String
    /// With its query.
    public var path: String
    public var status: Int
    /// The beginning of the bodies as text, as they went over the wire.
    public var requestBody: String
    public var responseBody: String
    /// The fault that struck the call.
    public var faultID: Identifier?
    /// Why a signature was refused: in the answer of `GET /_sandbox/journal/{id}` only, since finding it takes time.
    public var explain: [Finding]?
    /// Whether there is such an explanation.
    public var explainable: Bool

    /// One finding, as `countersign challenge explain` prints it.
    public struct Finding: Sendable, Hashable, Codable {
        public var code: String
        public var station: String
        public var found: String
        public var fix: String

        public init(code: String, station: String, found: String, fix: String) {
            self.code = code
            self.station = station
            self.found = found
            self.fix = fix
        }
    }

    public init(
        id: Identifier, at: Timestamp, operation: String, method: String, path: String, status: Int,
        requestBody: String, responseBody: String, faultID: Identifier? = nil, explain: [Finding]? = nil,
        explainable: Bool
    ) {
        self.id = id
        self.at = at
        self.operation = operation
        self.method = method
        self.path = path
        self.status = status
        self.requestBody = requestBody
        self.responseBody = responseBody
        self.faultID = faultID
        self.explain = explain
        self.explainable = explainable
    }

    enum CodingKeys: String, CodingKey {
        case id, at, operation, method, path, status
        case requestBody = "request_body"
        case responseBody = "response_body"
        case faultID = "fault_id"
        case explain, explainable
    }
}
