import CountersignAPI

/// Persons: create and read. Updating one may need the customer's authorization, see ``ChangeRequestRoutes``.
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
    }
}
