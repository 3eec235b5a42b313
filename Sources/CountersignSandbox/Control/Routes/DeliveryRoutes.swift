import CountersignAPI

/// The log of webhook deliveries.
struct DeliveryRoutes {
    func register(on bank: BankRouter) {
        bank.on(.listDeliveries) { call in
            let (page, webhook) = (try call.page(), try call.query("webhook_id").map(Identifier.init(_:)))
            let list = try await call.namespace.read { try $0.deliveries(of: webhook, page) }
            return try call.answer(list.page, page, total: list.total)
        }
        bank.on(.redeliver) { call in
            let id = try call.id("delivery_id")
            return try call.answer(try await call.namespace.transact { try $0.redeliver(id) })
        }
    }
}
