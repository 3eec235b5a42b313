extension Endpoint {
    // Source: Solaris guide, Authentication. The second is deprecated and still in use. 429 is the sandbox's, which opens
    // a bank for each client.
    public static let createToken = Endpoint(
        "createToken", .post, "/oauth2/token", 200, failing: [429], needsToken: false)
    public static let createLegacyToken = Endpoint(
        "createLegacyToken", .post, "/oauth/token", 201, failing: [429], needsToken: false)

    // Source: Solaris API reference, Webhooks. There is no update. The status of deletion is not known: this project's
    // choice.
    public static let createWebhook = Endpoint("createWebhook", .post, "/v1/webhooks", 201)
    public static let listWebhooks = Endpoint(
        "listWebhooks", .get, "/v1/webhooks", query: [Page.numberName, Page.sizeName], 200)
    public static let readWebhook = Endpoint("readWebhook", .get, "/v1/webhooks/{webhook_id}", 200)
    public static let deleteWebhook = Endpoint("deleteWebhook", .delete, "/v1/webhooks/{webhook_id}", 204)

    /// Every operation of the emulated API, the dialect's paths last.
    public static let all: [Endpoint] =
        [createToken, createLegacyToken] + persons + accounts + devices + challenges + changeRequests
        + [createWebhook, listWebhooks, readWebhook, deleteWebhook] + dialect
}
