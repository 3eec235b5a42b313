extension Endpoint {
    // Source: Solaris API reference, Verify device binding signature challenge.
    public static let readSignatureChallenge = Endpoint(
        "readSignatureChallenge", .get, "/v1/mfa/challenges/signatures/{challenge_id}", 200)
    public static let verifySignatureChallenge = Endpoint(
        "verifySignatureChallenge", .put, "/v1/mfa/challenges/signatures/{challenge_id}", 204, failing: [403, 422])

    // Source: Solaris API reference, Create device signing challenge.
    public static let createDeviceChallenge = Endpoint(
        "createDeviceChallenge", .post, "/v1/mfa/challenges/devices", 201, failing: [404])
    public static let readDeviceChallenge = Endpoint(
        "readDeviceChallenge", .get, "/v1/mfa/challenges/devices/{challenge_id}", 200)
    public static let verifyDeviceChallenge = Endpoint(
        "verifyDeviceChallenge", .put, "/v1/mfa/challenges/devices/{challenge_id}", 204, failing: [403, 422])

    // Source: Solaris API reference, SMS challenges.
    public static let createSMSChallenge = Endpoint(
        "createSMSChallenge", .post, "/v1/mfa/challenges/sms", 201, failing: [404, 429])
    public static let readSMSChallenge = Endpoint(
        "readSMSChallenge", .get, "/v1/mfa/challenges/sms/{challenge_id}", 200)
    public static let verifySMSChallenge = Endpoint(
        "verifySMSChallenge", .put, "/v1/mfa/challenges/sms/{challenge_id}", 204, failing: [403])

    // Source: Solaris API reference, Activation challenges. The statuses of deletion and of delivery events are not
    // known: this project's choice.
    public static let createActivationChallenge = Endpoint(
        "createActivationChallenge", .post, "/v1/mfa/challenges/activation", query: ["invalidate_existing_code"], 201,
        failing: [404, 409])
    public static let listActivationChallenges = Endpoint(
        "listActivationChallenges", .get, "/v1/mfa/challenges/activation",
        query: ["person_id", Page.numberName, Page.sizeName], 200, failing: [404])
    public static let readActivationChallenge = Endpoint(
        "readActivationChallenge", .get, "/v1/mfa/challenges/activation/{challenge_id}", 200)
    public static let deleteActivationChallenge = Endpoint(
        "deleteActivationChallenge", .delete, "/v1/mfa/challenges/activation/{challenge_id}", 204)
    public static let createDeliveryEvent = Endpoint(
        "createDeliveryEvent", .post, "/v1/mfa/challenges/activation/{challenge_id}/delivery_events", 201)
    public static let listDeliveryEvents = Endpoint(
        "listDeliveryEvents", .get, "/v1/mfa/challenges/activation/{challenge_id}/delivery_events", 200)
    public static let readDeliveryEvent = Endpoint(
        "readDeliveryEvent", .get,
        "/v1/mfa/challenges/activation/{challenge_id}/delivery_events/{delivery_event_id}", 200)

    static let challenges: [Endpoint] = [
        readSignatureChallenge, verifySignatureChallenge, createDeviceChallenge, readDeviceChallenge,
        verifyDeviceChallenge, createSMSChallenge, readSMSChallenge, verifySMSChallenge, createActivationChallenge,
        listActivationChallenges, readActivationChallenge, deleteActivationChallenge, createDeliveryEvent,
        listDeliveryEvents, readDeliveryEvent,
    ]
}
