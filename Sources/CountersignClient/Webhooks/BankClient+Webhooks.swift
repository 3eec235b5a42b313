public import CountersignAPI

extension BankClient {
    /// Subscribes to an event. The answer holds the secret, which is shown this once.
    ///
    /// - Throws: ``ClientError`` `bad_request` for an address that is not https or does not answer the empty call.
    public func createWebhook(
        _ event: WebhookEventType, url: String
    ) async throws(ClientError) -> WebhookSubscription {
        try await value(try HTTPCall(.createWebhook, body: CreateWebhook(eventType: event, url: url)))
    }

    public func webhooks(_ page: Page = .first) async throws(ClientError) -> ListPage<WebhookSubscription> {
        try await self.page(try HTTPCall(.listWebhooks, query: page.pairs))
    }

    public func webhook(_ id: Identifier) async throws(ClientError) -> WebhookSubscription {
        try await value(try HTTPCall(.readWebhook, id))
    }

    public func deleteWebhook(_ id: Identifier) async throws(ClientError) {
        _ = try await succeed(try HTTPCall(.deleteWebhook, id))
    }
}
