import CountersignAPI

/// A person's mobile number: create, read, authorize, confirm. Removing a verified one is a change request.
struct MobileNumberRoutes {
    func register(on bank: BankRouter) {
        registerDeletion(on: bank)
        bank.on(.createMobileNumber) { call in
            let person = try call.id("person_id")
            let number = try MobileNumberPolicy.sanitized(try call.body(CreateMobileNumber.self).number)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    _ = try ledger.person(person)
                    try MobileNumberPolicy.requireNone(try ledger.mobileNumber(of: person), person: person)
                    let created = try ledger.insertMobileNumber(number, of: person)
                    try ledger.notify(.personMobileNumberCreated, entity: person, payload: EmptyPayload())
                    return created
                })
        }
        bank.on(.readMobileNumber) { call in
            let person = try call.id("person_id")
            return try call.answer(
                try await call.namespace.read { ledger in
                    guard let number = try ledger.mobileNumber(of: person) else {
                        throw BankFault.notFound("Solaris::MobileNumber", person)
                    }
                    return number
                })
        }
        bank.on(.authorizeMobileNumber) { call in
            let person = try call.id("person_id")
            let number = try MobileNumberPolicy.sanitized(try call.body(NameMobileNumber.self).number)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    let language = try ledger.person(person).attributes.language
                    let existing = try MobileNumberPolicy.require(try ledger.mobileNumber(of: person), named: number)
                    try ledger.requireGuessesLeft(person)
                    let code = try ledger.issueOTP(to: .mobileNumber(existing.id), number: number)
                    try ledger.sendSMS(.verifyMobileNumber, to: number, language: language, code: code.digits)
                    return existing
                })
        }
        bank.on(.confirmMobileNumber) { call in
            let person = try call.id("person_id")
            let body = try call.body(ConfirmMobileNumber.self)
            let number = try MobileNumberPolicy.sanitized(body.number)
            let outcome = try await call.namespace.transact { ledger -> Refusable<MobileNumber> in
                var existing = try MobileNumberPolicy.require(try ledger.mobileNumber(of: person), named: number)
                guard try ledger.spendOTP(of: .mobileNumber(existing.id), by: person, given: body.token) == .right
                else {
                    return .refused(MobileNumberPolicy.wrongToken(existing))
                }
                try ledger.markVerified(existing)
                existing.verified = true
                return .done(existing)
            }
            return try call.answer(try outcome.get())
        }
    }

    private func registerDeletion(on bank: BankRouter) {
        bank.on(.deleteMobileNumber) { call in
            let person = try call.id("person_id")
            let number = try MobileNumberPolicy.sanitized(try call.body(NameMobileNumber.self).number)
            return try await call.namespace.transact { ledger in
                try ledger.requirePerson(person)
                let existing = try MobileNumberPolicy.requireDeletable(
                    try ledger.mobileNumber(of: person), named: number)
                guard existing.verified else {
                    try ledger.removeMobileNumber(existing, of: person)
                    return try Answer(200, existing)
                }
                let action = ChangeRequestAction.deleteMobileNumber(person: person, number: existing)
                return try Answer(202, try ledger.insertChangeRequest(action, of: .person(person)).triggered())
            }
        }
    }
}
