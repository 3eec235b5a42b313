import CountersignAPI

/// Reset, seed, snapshot and restore of one bank.
struct BooksRoutes {
    func register(on bank: BankRouter) {
        bank.on(.reset) { call in
            try await call.namespace.reset()
            return Answer(204)
        }
        bank.on(.seedBooks) { call in
            let books = try call.body(SeedBooks.self)
            return try call.answer(try await call.namespace.transact { try $0.seed(books) })
        }
        bank.on(.createSnapshot) { call in
            try call.answer(CreatedID(id: try await call.namespace.snapshot()))
        }
        bank.on(.restoreSnapshot) { call in
            try await call.namespace.restore(try call.id("snapshot_id"))
            return Answer(204)
        }
        bank.on(.deleteSnapshot) { call in
            try call.namespace.snapshots.remove(try call.id("snapshot_id"))
            return Answer(204)
        }
    }
}
