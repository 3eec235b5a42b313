import CountersignAPI

/// Persons: create, read and update. An update that replaces a value waits for the customer.
struct PersonRoutes {
    func register(on bank: BankRouter) {
        bank.on(.createPerson) { call in
            let attributes = try call.body(PersonAttributes.self)
            return try call.answer(try await call.namespace.transact { try $0.insertPerson(attributes) })
        }
        bank.on(.readPerson) { call in
            let id = try call.id("person_id")
            return try call.answer(try await call.namespace.read { try $0.person(id) })
        }
        bank.on(.updatePerson) { call in
            let id = try call.id("person_id")
            let update = try call.body(PersonAttributes.self)
            return try await call.namespace.transact { ledger in
                let person = try ledger.person(id)
                guard PersonPolicy.needsAuthorization(update, of: person) else {
                    return try Answer(200, try ledger.updatePerson(id, update))
                }
                let action = ChangeRequestAction.updatePerson(person: id, update: update)
                return try Answer(202, try ledger.insertChangeRequest(action, of: .person(id)).triggered())
            }
        }
    }
}
