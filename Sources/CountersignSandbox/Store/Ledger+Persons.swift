import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    func insertPerson(_ attributes: PersonAttributes) throws -> Person {
        let person = Person(id: try identities.identifier(.person), attributes: attributes)
        try db.execute(
            sql: "INSERT INTO person (id, body, created_at) VALUES (?, ?, ?)",
            arguments: [person.id.text, try Self.blob(attributes), now.milliseconds])
        return person
    }

    /// - Throws: ``BankFault`` 404.
    func person(_ id: Identifier) throws -> Person {
        guard let body = try Data.fetchOne(db, sql: "SELECT body FROM person WHERE id = ?", arguments: [id.text]) else {
            throw BankFault.notFound("Solaris::Person", id)
        }
        return Person(id: id, attributes: try WireJSON.decode(PersonAttributes.self, from: body))
    }

    func replacePerson(_ person: Person) throws {
        try db.execute(
            sql: "UPDATE person SET body = ? WHERE id = ?",
            arguments: [try Self.blob(person.attributes), person.id.text])
    }

    /// A wire value as it is stored: its JSON.
    static func blob(_ value: some Encodable) throws -> Data { Data(try WireJSON.encode(value)) }
}
