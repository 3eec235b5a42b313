import CountersignAPI

/// A person's accounts, and the orders on them that wait for the customer.
struct AccountRoutes {
    func register(on bank: BankRouter) {
        bank.on(.createAccount) { call in
            let person = try call.id("person_id")
            let balance = try TransferPolicy.balance(try call.body(CreateAccount.self).balance)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    try ledger.requirePerson(person)
                    return try ledger.insertAccount(of: person, balance: balance)
                })
        }
        bank.on(.createSEPACreditTransfer) { call in
            let account = try call.id("account_id")
            let order = try call.body(CreateSEPACreditTransfer.self)
            try TransferPolicy.check(order)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    let owner = try ledger.account(account).personID
                    let action = ChangeRequestAction.createTransfer(account: account, order: order)
                    return try ledger.insertChangeRequest(action, of: .person(owner)).triggered()
                })
        }
        bank.on(.createTrustedIBAN) { call in
            let (person, account) = (try call.id("person_id"), try call.id("account_id"))
            let order = try call.body(CreateTrustedIBAN.self)
            try TransferPolicy.check(iban: order.iban, field: "iban")
            return try call.answer(
                try await call.namespace.transact { ledger in
                    _ = try ledger.account(account, of: person)
                    let action = ChangeRequestAction.createTrustedIBAN(account: account, order: order)
                    return try ledger.insertChangeRequest(action, of: .person(person)).triggered()
                })
        }
        bank.on(.listTrustedIBANs) { call in
            let (person, account) = (try call.id("person_id"), try call.id("account_id"))
            return try call.answer(
                try await call.namespace.read { ledger in
                    _ = try ledger.account(account, of: person)
                    return try ledger.trustedIBANs(of: account)
                })
        }
    }
}
