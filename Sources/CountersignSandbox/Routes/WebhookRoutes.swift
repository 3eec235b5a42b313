import CountersignAPI

/// Subscriptions to events. There is no update: delete and create.
struct WebhookRoutes {
    let courier: WebhookCourier

    func register(on bank: BankRouter) {
        bank.on(.createWebhook) { [courier] call in
            let body = try call.body(CreateWebhook.self)
            guard body.eventType != .webhookSubscription, !body.eventType.rawValue.isEmpty,
                body.eventType.rawValue.utf8.count <= 100
            else { throw BankFault.invalid("event_type", "expected the type of an event") }
            let identities = call.namespace.identities
            let row = identities.timesSetBack
            let subscription = WebhookSubscription(
                id: try identities.identifier(.webhookSubscription), eventType: body.eventType, url: body.url,
                secret: try identities.secret(bytes: 16))
            let ping = WebhookCall.ping(subscription, id: try identities.identifier(.deliveryEvent))
            guard try await courier.deliver(ping, at: call.namespace.now).isDone else {
                throw BankFault.webhook("the address did not answer 2xx to an empty call")
            }
            try await call.namespace.transact { ledger in
                // The address knows the id by now, and another may have it.
                guard identities.timesSetBack == row else {
                    throw BankFault.webhook("the books were set back while the address was checked: subscribe again")
                }
                try ledger.insertSubscription(subscription)
            }
            return try call.answer(subscription)
        }
        bank.on(.listWebhooks) { call in
            let page = try call.page()
            let list = try await call.namespace.read { try $0.subscriptions(page) }
            return try call.answer(list.page, page, total: list.total)
        }
        bank.on(.readWebhook) { call in
            let id = try call.id("webhook_id")
            return try call.answer(try await call.namespace.read { try $0.subscription(id) })
        }
        bank.on(.deleteWebhook) { call in
            let id = try call.id("webhook_id")
            try await call.namespace.transact { ledger in
                _ = try ledger.subscription(id)
                try ledger.deleteSubscription(id)
            }
            return Answer(204)
        }
    }
}
