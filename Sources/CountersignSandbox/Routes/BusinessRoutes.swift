import CountersignAPI

/// Businesses, as far as they own change requests.
struct BusinessRoutes {
    func register(on bank: BankRouter) {
        bank.on(.createBusiness) { call in
            let order = try call.body(CreateBusiness.self)
            return try call.answer(try await call.namespace.transact { try $0.insertBusiness(order) })
        }
        bank.on(.readBusiness) { call in
            let id = try call.id("business_id")
            return try call.answer(try await call.namespace.read { try $0.business(id) })
        }
        bank.on(.addLegalRepresentative) { call in
            let id = try call.id("business_id")
            let representative = try call.body(LegalRepresentative.self)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    _ = try ledger.business(id)
                    try ledger.requirePerson(representative.personID)
                    try ledger.addLegalRepresentative(representative.personID, to: id)
                    return representative
                })
        }
    }
}
