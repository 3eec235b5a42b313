import CountersignAPI

/// Faults to order, and the journal that shows what they did.
struct FaultRoutes {
    func register(on bank: BankRouter) {
        bank.on(.createFault) { call in
            try call.answer(try call.namespace.faults.add(try call.body(FaultRule.self)))
        }
        bank.on(.listFaults) { try $0.answer($0.namespace.faults.rules) }
        bank.on(.deleteFault) { call in
            try call.namespace.faults.remove(try call.id("fault_id"))
            return Answer(204)
        }
        bank.on(.deleteFaults) { call in
            call.namespace.faults.removeAll()
            return Answer(204)
        }
        bank.on(.listJournal) { call in
            let page = try call.page()
            let list = call.namespace.journal.entries(page)
            return try call.answer(list.page, page, total: list.total)
        }
        bank.on(.readJournalEntry) { call in
            let (number, record) = try call.namespace.journal.record(try call.id("entry_id"))
            var entry = record.entry(number: number)
            // On a task of its own: the search takes up to half a second of one core.
            entry.explain = try await Task.detached { try record.evidence?.explain() }.value
            return try call.answer(entry)
        }
    }
}
