import CountersignAPI

extension Ledger {
    /// Opens a change request of any kind.
    ///
    /// - Throws: ``BankFault`` 400 unless exactly one owner is named, 404 when that is unknown.
    func trigger(_ body: TriggerChangeRequest, for payment: CardPayment? = nil) throws -> StoredChangeRequest {
        let action = ChangeRequestAction.generic(try GenericAction(body))
        switch (body.personID, body.businessID) {
        case (let person?, nil):
            try requirePerson(person)
            return try insertChangeRequest(action, of: .person(person), for: payment)
        case (nil, let business?):
            return try insertChangeRequest(action, of: .business(try self.business(business).id), for: payment)
        case (nil, nil): throw BankFault.missing("person_id")
        default: throw BankFault.invalid("business_id", "expected a person or a business, found both")
        }
    }
}
