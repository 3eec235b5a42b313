import CountersignAPI

extension Ledger {
    /// Does what the customer confirmed.
    ///
    /// - Returns: the final answer to the call that triggered it; nil when the execution fails, and then nothing was
    ///   changed.
    func execute(_ action: ChangeRequestAction) throws -> ActionResult? {
        switch action {
        case .updatePerson(let id, let update):
            return ActionResult(code: 202, body: try WireJSON.value(of: try updatePerson(id, update)))
        case .deleteMobileNumber(let person, let number):
            return try execute(deletionOf: number, of: person)
        case .createTransfer(let id, let order):
            let account = try account(id)
            guard let rest = TransferPolicy.balance(of: account, after: order) else { return nil }
            try setBalance(rest, of: id)
            return ActionResult(code: 201, body: try WireJSON.value(of: try insertTransfer(order, from: id)))
        case .createTrustedIBAN(let account, let order):
            let trusted = try insertTrustedIBAN(order, of: account)
            try notify(.trustedIBANConfirmed, entity: trusted.id, payload: EmptyPayload())
            return ActionResult(code: 201, body: try WireJSON.value(of: trusted))
        case .generic(let action):
            // With a delay the clock decides between completed and failed, and the result waits until then.
            return action.fails && action.delay == 0
                ? nil : ActionResult(code: action.responseCode, body: action.responseBody)
        }
    }

    /// Updates a person at once.
    func updatePerson(_ id: Identifier, _ update: PersonAttributes) throws -> Person {
        var person = try person(id)
        person.attributes = person.attributes.updated(with: update)
        try replacePerson(person)
        try notify(.personChanged, entity: id, payload: EmptyPayload())
        return person
    }

    /// Removes a number at once; the codes that were sent to it are dead.
    func removeMobileNumber(_ number: MobileNumber, of person: Identifier) throws {
        try deleteMobileNumber(number)
        try deleteOTP(of: .mobileNumber(number.id))
        try deleteSentOTPs(of: person)
        try notify(
            .personMobileNumberDeleted, entity: person, payload: MobileNumberDeletedPayload(id: number.id))
    }

    private func execute(deletionOf number: MobileNumber, of person: Identifier) throws -> ActionResult? {
        guard try mobileNumber(of: person)?.id == number.id, let phone = PhoneNumber(number.number) else { return nil }
        try removeMobileNumber(number, of: person)
        do {
            try sendSMS(
                .deletedNotification, to: phone, language: try self.person(person).attributes.language,
                values: ["number": number.number])
        } catch let fault as BankFault where fault.code == .smsRequestRateLimitExceeded {
            // The number is gone whether its owner can be told or not.
        }
        return ActionResult(code: 200, body: try WireJSON.value(of: number))
    }
}
