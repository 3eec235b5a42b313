import CountersignAPI

/// What starts at the bank and not with the partner: change requests of any kind, card payments, the support desk.
struct TriggerRoutes {
    func register(on bank: BankRouter) {
        bank.on(.triggerChangeRequest) { call in
            let body = try call.body(TriggerChangeRequest.self)
            return try call.answer(try await call.namespace.transact { try $0.trigger(body).triggered() })
        }
        bank.on(.triggerSCAChallenge) { call in
            let body = try call.body(TriggerSCAChallenge.self)
            return try call.answer(try await call.namespace.transact { try $0.challenge(payment: body) })
        }
        bank.on(.resetTwoFactor) { call in
            let person = try call.id("person_id")
            try await call.namespace.transact { try $0.resetTwoFactor(of: person) }
            return Answer(204)
        }
    }
}
