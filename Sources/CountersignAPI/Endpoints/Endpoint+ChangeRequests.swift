extension Endpoint {
    // Source: Solaris API reference, Change requests and Confirm change request.
    public static let authorizeChangeRequest = Endpoint(
        "authorizeChangeRequest", .post, "/v1/change_requests/{change_request_id}/authorize", 201,
        failing: [403, 429], errorShape: .flat)
    public static let confirmChangeRequest = Endpoint(
        "confirmChangeRequest", .post, "/v1/change_requests/{change_request_id}/confirm", 200,
        failing: [403, 422, 429], errorShape: .flat)

    // The published Elixir client reads and lists change requests and does not give the paths.
    public static let readChangeRequest = Endpoint(
        "readChangeRequest", .get, "/v1/change_requests/{change_request_id}", 200, origin: .chosen, errorShape: .flat)
    public static let listPersonChangeRequests = Endpoint(
        "listPersonChangeRequests", .get, "/v1/persons/{person_id}/change_requests",
        query: [Page.numberName, Page.sizeName], 200, origin: .chosen, errorShape: .flat)
    public static let listBusinessChangeRequests = Endpoint(
        "listBusinessChangeRequests", .get, "/v1/businesses/{business_id}/change_requests",
        query: [Page.numberName, Page.sizeName], 200, origin: .chosen, errorShape: .flat)

    static let changeRequests: [Endpoint] = [
        authorizeChangeRequest, confirmChangeRequest, readChangeRequest, listPersonChangeRequests,
        listBusinessChangeRequests,
    ]
}

extension Endpoint {
    // The paths of the published Elixir client, as it prints them, and with the version prefix of the real API.
    public static let dialectAuthorizeOTP = dialect(
        "dialectAuthorizeOTP", .post, "/change_requests/{change_request_id}/authorize/otp", 201, [403, 429])
    public static let dialectConfirmOTP = dialect(
        "dialectConfirmOTP", .post, "/change_requests/{change_request_id}/confirm/otp", 200, [403, 422, 429])
    public static let dialectChallenge = dialect(
        "dialectChallenge", .get, "/change_requests/{change_request_id}/challenge", 200, [403])
    public static let dialectConfirmDevice = dialect(
        "dialectConfirmDevice", .post, "/change_requests/{change_request_id}/confirm/device", 200, [403, 422, 429])

    private static func dialect(
        _ name: String, _ method: Method, _ template: String, _ success: Int, _ failing: [Int]
    ) -> Endpoint {
        Endpoint(name, method, template, success, failing: failing, origin: .dialect, errorShape: .flat)
    }

    /// The same operation under `/v1`.
    private var withVersion: Endpoint {
        Endpoint(
            name + "V1", method, "/v1" + template, success[0], failing: failures, origin: origin,
            errorShape: errorShape)
    }

    /// All paths of the dialect: four operations, each without and with `/v1`.
    public static let dialect: [Endpoint] = {
        let plain = [dialectAuthorizeOTP, dialectConfirmOTP, dialectChallenge, dialectConfirmDevice]
        return plain + plain.map(\.withVersion)
    }()
}
