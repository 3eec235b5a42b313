import CountersignAPI

/// Codes that come by letter, for binding a device without a mobile number.
struct ActivationRoutes {
    func register(on bank: BankRouter) {
        bank.on(.createActivationChallenge) { call in
            let body = try call.body(CreateActivationChallenge.self)
            try ActivationPolicy.check(body)
            let name = "invalidate_existing_code"
            let invalidating =
                try ActivationPolicy.flag(try call.query(name), name) ?? body.invalidateExistingCode ?? false
            return try call.answer(
                try await call.namespace.transact { try $0.insertActivation(body, invalidating: invalidating) })
        }
        bank.on(.listActivationChallenges) { call in
            let (page, person) = (try call.page(), try call.query("person_id").map(Identifier.init(_:)))
            let list = try await call.namespace.read { try $0.activations(of: person, page) }
            return try call.answer(list.page, page, total: list.total)
        }
        bank.on(.readActivationChallenge) { call in
            let id = try call.id("challenge_id")
            return try call.answer(try await call.namespace.read { try $0.activation(id) })
        }
        bank.on(.deleteActivationChallenge) { call in
            let id = try call.id("challenge_id")
            try await call.namespace.transact { ledger in
                _ = try ledger.activation(id)
                try ledger.expireActivation(id)
            }
            return Answer(204)
        }
        registerDeliveryEvents(on: bank)
    }

    private func registerDeliveryEvents(on bank: BankRouter) {
        bank.on(.createDeliveryEvent) { call in
            let id = try call.id("challenge_id")
            let body = try call.body(RecordDeliveryEvent.self)
            guard body.eventType.isKnown else {
                throw BankFault.invalid("event_type", "expected SENT, DELIVERED or RETURNED")
            }
            return try call.answer(
                try await call.namespace.transact { ledger in
                    _ = try ledger.activation(id)
                    return try ledger.insertDeliveryEvent(body, of: id)
                })
        }
        bank.on(.listDeliveryEvents) { call in
            let id = try call.id("challenge_id")
            return try call.answer(
                try await call.namespace.read { ledger in
                    _ = try ledger.activation(id)
                    return try ledger.deliveryEvents(of: id)
                })
        }
        bank.on(.readDeliveryEvent) { call in
            let (id, event) = (try call.id("challenge_id"), try call.id("delivery_event_id"))
            return try call.answer(
                try await call.namespace.read { ledger in
                    _ = try ledger.activation(id)
                    guard let found = try ledger.deliveryEvents(of: id).first(where: { $0.id == event }) else {
                        throw BankFault.notFound("Solaris::DeliveryEvent", event)
                    }
                    return found
                })
        }
    }
}
