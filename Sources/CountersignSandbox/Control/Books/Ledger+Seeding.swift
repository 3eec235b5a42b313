import Countersign
import CountersignAPI
import GRDB

extension Ledger {
    /// Writes all of a seed, or nothing.
    ///
    /// - Throws: ``BankFault`` 400 for a number or key that the bank would refuse, 409 for an id, number or key that
    ///   is there already.
    func seed(_ books: SeedBooks) throws -> SeededBooks {
        do {
            let persons = try (books.persons ?? []).map(seed)
            let businesses = try (books.businesses ?? []).map(seed)
            return SeededBooks(persons: persons, businesses: businesses)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw BankFault(.recordNotUnique, "An id or a key of the seed is in the books already, or is not.")
        }
    }

    private func seed(_ person: SeedPerson) throws -> SeededBooks.SeededPerson {
        let id = try person.id ?? identities.identifier(.person)
        try db.execute(
            sql: "INSERT INTO person (id, body, created_at) VALUES (?, ?, ?)",
            arguments: [id.text, try Self.blob(person.attributes ?? PersonAttributes()), now.milliseconds])
        if let text = person.number {
            guard let number = PhoneNumber(text) else {
                throw BankFault.invalid("number", "expected a number in E.164 form")
            }
            let resource = try insertMobileNumber(number, of: id)
            if person.verified ?? true { try markVerified(resource) }
        }
        return SeededBooks.SeededPerson(
            id: id, devices: try (person.devices ?? []).map { try seed($0, of: id) },
            accounts: try (person.accounts ?? []).map { try seed($0, of: id) })
    }

    private func seed(_ device: SeedDevice, of person: Identifier) throws -> Identifier {
        let id = try device.id ?? identities.identifier(.device)
        try insertPendingDevice(id, of: person, name: device.name)
        for key in device.keys {
            let purpose = try DeviceKeyPolicy.purpose(key.keyPurpose) ?? .unrestricted
            _ = try insertKey(try DeviceKeyPolicy.key(key.key, type: .ecdsaP256), purpose: purpose, of: id)
        }
        try markBound(id)
        return id
    }

    private func seed(_ account: SeedAccount, of person: Identifier) throws -> Identifier {
        let made = try insertAccount(of: person, balance: account.balance ?? 0)
        guard let id = account.id else { return made.id }
        try db.execute(sql: "UPDATE account SET id = ? WHERE id = ?", arguments: [id.text, made.id.text])
        return id
    }

    private func seed(_ business: SeedBusiness) throws -> CreatedID {
        let id = try business.id ?? identities.identifier(.business)
        try db.execute(
            sql: "INSERT INTO business (id, body, created_at) VALUES (?, ?, ?)",
            arguments: [id.text, try Self.blob(CreateBusiness(name: business.name)), now.milliseconds])
        for person in business.legalRepresentatives ?? [] {
            try requirePerson(person)
            try addLegalRepresentative(person, to: id)
        }
        return CreatedID(id: id)
    }
}
