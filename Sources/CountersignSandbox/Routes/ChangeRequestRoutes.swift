import CountersignAPI

/// Change requests: authorize, confirm, read, list.
struct ChangeRequestRoutes {
    func register(on bank: BankRouter) {
        bank.on(.authorizeChangeRequest) { call in
            let id = try call.id("change_request_id")
            let way = try AuthorizePolicy.way(of: try call.body(AuthorizeChangeRequest.self))
            let request = try await call.namespace.transact { try $0.authorize(id, way) }
            return try call.answer(request.authorized)
        }
        bank.on(.confirmChangeRequest) { call in
            let id = try call.id("change_request_id")
            let body = try call.body(ConfirmChangeRequest.self)
            return try call.answer(try await call.namespace.transact { try $0.confirm(id, body) }.get().wire)
        }
        bank.on(.readChangeRequest) { call in
            let id = try call.id("change_request_id")
            return try call.answer(try await call.namespace.read { try $0.changeRequest(id) }.wire)
        }
        bank.on(.listPersonChangeRequests) { call in
            let id = try call.id("person_id")
            let page = try call.page()
            let list = try await call.namespace.read { ledger in
                try ledger.requirePerson(id)
                return try ledger.changeRequests(of: .person(id), page)
            }
            return try call.answer(list.page.map(\.wire), page, total: list.total)
        }
        bank.on(.listBusinessChangeRequests) { call in
            let id = try call.id("business_id")
            let page = try call.page()
            let list = try await call.namespace.read { ledger in
                _ = try ledger.business(id)
                return try ledger.changeRequests(of: .business(id), page)
            }
            return try call.answer(list.page.map(\.wire), page, total: list.total)
        }
    }
}

extension StoredChangeRequest {
    /// What authorize answers: the text to be signed stands in this answer only.
    var authorized: ChangeRequest {
        var body = wire
        body.stringToSign = authorization?.stringToSign
        return body
    }
}
