/// The body of `POST /_sandbox/change_requests`: a change request of any kind, to drive a test.
public struct TriggerChangeRequest: Sendable, Hashable, Codable {
    /// One of the two owners is needed.
    public var personID: Identifier?
    public var businessID: Identifier?
    /// The SMS that its OTP comes in; absent means `data_change`.
    public var template: SMSTemplate?
    /// What fills the template's variables, apart from the password.
    public var variables: [String: String]?
    /// What confirm reports as `response_code` and `response_body`.
    public var responseCode: Int?
    public var responseBody: JSONValue?
    /// Seconds of the sandbox's clock between confirmation and completion; confirm answers `ACCEPTED` then.
    public var delay: Int?
    /// Whether the execution fails: the change request ends `FAILED` although the customer confirmed.
    public var fails: Bool?

    public init(
        personID: Identifier? = nil, businessID: Identifier? = nil, template: SMSTemplate? = nil,
        variables: [String: String]? = nil, responseCode: Int? = nil, responseBody: JSONValue? = nil, delay: Int? = nil,
        fails: Bool? = nil
    ) {
        self.personID = personID
        self.businessID = businessID
        self.template = template
        self.variables = variables
        self.responseCode = responseCode
        self.responseBody = responseBody
        self.delay = delay
        self.fails = fails
    }

    enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case businessID = "business_id"
        case template, variables
        case responseCode = "response_code"
        case responseBody = "response_body"
        case delay, fails
    }
}
