import CountersignAPI

/// Opens change requests of any kind, to drive a test.
struct TriggerRoutes {
    func register(on bank: BankRouter) {
        bank.on(.triggerChangeRequest) { call in
            let body = try call.body(TriggerChangeRequest.self)
            return try call.answer(try await call.namespace.transact { try $0.trigger(body).triggered() })
        }
    }
}
