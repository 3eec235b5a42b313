extension Endpoint {
    // What the real API does not have: a change request of any kind, to drive a test.
    public static let triggerChangeRequest = Endpoint(
        "triggerChangeRequest", .post, "/_sandbox/change_requests", 202, failing: [404], origin: .chosen,
        errorShape: .flat)
}
