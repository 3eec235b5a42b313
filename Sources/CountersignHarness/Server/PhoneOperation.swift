import CountersignAPI

/// One operation of the phone's server: the routes and their description come from the same table.
struct PhoneOperation: Sendable {
    let id: String
    let method: Endpoint.Method
    /// The path with its parameters in braces.
    let path: String
    let summary: String
    /// Members of the body; a name that ends in `!` is required.
    let members: [String]
    /// The schema of what is answered, in brackets for a list of them.
    let answers: String?
    let status: Int
    /// Whether a bank has to be named when the server starts.
    var needsBank = false
    let run: @Sendable (PhoneDesk, PhoneCall) async throws -> JSONValue?

    init(
        _ id: String, _ method: Endpoint.Method, _ path: String, _ summary: String, takes members: [String] = [],
        answers: String? = nil, status: Int = 200, needsBank: Bool = false,
        run: @escaping @Sendable (PhoneDesk, PhoneCall) async throws -> JSONValue?
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.summary = summary
        self.members = members
        self.answers = answers
        self.status = status
        self.needsBank = needsBank
        self.run = run
    }
}
