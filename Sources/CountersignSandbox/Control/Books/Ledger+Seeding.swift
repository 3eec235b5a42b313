import Countersign
import CountersignAPI
import GRDB

extension Ledger {
    /// Writes all of a seed, or nothing.
    ///
    /// - Throws: ``BankFault`` that names the place, as `persons.3.number`: 400 for a number, a key or an id that the
    ///   bank would refuse, 404 for a person who is not there, 409 for an id or key that is there already.
    func seed(_ books: SeedBooks) throws -> SeededBooks {
        SeededBooks(
            persons: try each(books.persons, "persons", seed),
            businesses: try each(books.businesses, "businesses", seed))
    }

    /// The same for every element; a refusal names the element before the member.
    private func each<Element, Result>(
        _ elements: [Element]?, _ name: String, _ body: (Element) throws -> Result
    ) throws -> [Result] {
        try (elements ?? []).enumerated().map { place, element in
            do {
                return try body(element)
            } catch var fault as BankFault {
                fault.field = "\(name).\(place)" + (fault.field.map { "." + $0 } ?? "")
                throw fault
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw BankFault(
                    .recordNotUnique, "An id or a key of the seed is in the books already.",
                    field: "\(name).\(place)")
            }
        }
    }

    /// The id that the seed names, or a new one. It must be able to stand in a path.
    private func id(_ named: Identifier?, _ shape: IdentifierShape) throws -> Identifier {
        guard let named else { return try identities.identifier(shape) }
        guard !["", ".", ".."].contains(named) else {
            throw BankFault.invalid("id", "expected an id that can stand in a path, found \"\(named)\"")
        }
        return named
    }

    private func seed(_ person: SeedPerson) throws -> SeededBooks.SeededPerson {
        let id = try id(person.id, .person)
        try db.execute(
            sql: "INSERT INTO person (id, body, created_at) VALUES (?, ?, ?)",
            arguments: [id.text, try Self.blob(person.attributes ?? PersonAttributes()), now.milliseconds])
        if let text = person.number {
            let resource = try insertMobileNumber(try MobileNumberPolicy.sanitized(text), of: id)
            if person.verified ?? true { try markVerified(resource) }
        }
        return SeededBooks.SeededPerson(
            id: id, devices: try each(person.devices, "devices") { try seed($0, of: id) },
            accounts: try each(person.accounts, "accounts") { try seed($0, of: id) })
    }

    private func seed(_ device: SeedDevice, of person: Identifier) throws -> Identifier {
        let id = try id(device.id, .device)
        guard !device.keys.isEmpty else { throw BankFault.invalid("keys", "expected at least one key") }
        try DeviceKeyPolicy.requireRoom(
            devices: try boundDevices(of: person).count, limit: settings.devicesPerPerson)
        try insertPendingDevice(id, of: person, name: device.name)
        _ = try each(device.keys, "keys") { key in
            let purpose = try DeviceKeyPolicy.purpose(key.keyPurpose) ?? .unrestricted
            return try insertKey(try DeviceKeyPolicy.key(key.key, type: .ecdsaP256), purpose: purpose, of: id)
        }
        try markBound(id)
        return id
    }

    private func seed(_ account: SeedAccount, of person: Identifier) throws -> Identifier {
        let made = try insertAccount(of: person, balance: account.balance ?? 0)
        guard account.id != nil else { return made.id }
        let id = try id(account.id, .account)
        try db.execute(sql: "UPDATE account SET id = ? WHERE id = ?", arguments: [id.text, made.id.text])
        return id
    }

    private func seed(_ business: SeedBusiness) throws -> CreatedID {
        let id = try id(business.id, .business)
        try db.execute(
            sql: "INSERT INTO business (id, body, created_at) VALUES (?, ?, ?)",
            arguments: [id.text, try Self.blob(CreateBusiness(name: business.name)), now.milliseconds])
        _ = try each(business.legalRepresentatives, "legal_representatives") { person in
            try requirePerson(person)
            try addLegalRepresentative(person, to: id)
        }
        return CreatedID(id: id)
    }
}
