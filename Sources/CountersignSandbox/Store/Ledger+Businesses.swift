import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    func insertBusiness(_ order: CreateBusiness) throws -> Business {
        let id = try identities.identifier(.business)
        try execute(
            sql: "INSERT INTO business (id, body, created_at) VALUES (?, ?, ?)",
            arguments: [id.text, try Self.blob(order), now.milliseconds])
        return Business(id: id, name: order.name, legalRepresentatives: [])
    }

    /// - Throws: ``BankFault`` 404.
    func business(_ id: Identifier) throws -> Business {
        guard let body = try Data.fetchOne(self, sql: "SELECT body FROM business WHERE id = ?", arguments: [id.text])
        else { throw BankFault.notFound("Solaris::Business", id) }
        return Business(
            id: id, name: try Self.value(CreateBusiness.self, of: body).name,
            legalRepresentatives: try legalRepresentatives(of: id).map(LegalRepresentative.init(personID:)))
    }

    /// The persons who may act for the business, in the order in which they were added.
    func legalRepresentatives(of business: Identifier) throws -> [Identifier] {
        try String.fetchAll(
            self, sql: "SELECT person_id FROM legal_representative WHERE business_id = ? ORDER BY rowid",
            arguments: [business.text]
        ).map(Identifier.init(_:))
    }

    /// - Throws: ``BankFault`` 409 when the person represents the business already.
    func addLegalRepresentative(_ person: Identifier, to business: Identifier) throws {
        guard try !legalRepresentatives(of: business).contains(person) else {
            throw BankFault(
                .recordNotUnique, "The person is a legal representative of the business already.", field: "person_id")
        }
        try execute(
            sql: "INSERT INTO legal_representative (business_id, person_id) VALUES (?, ?)",
            arguments: [business.text, person.text])
    }
}
