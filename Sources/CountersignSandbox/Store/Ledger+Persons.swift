import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    func insertPerson(_ attributes: PersonAttributes) throws -> Person {
        let person = Person(id: try identities.identifier(.person), attributes: attributes)
        try execute(
            sql: "INSERT INTO person (id, body, created_at) VALUES (?, ?, ?)",
            arguments: [person.id.text, try Self.blob(attributes), now.milliseconds])
        return person
    }

    /// - Throws: ``BankFault`` 404.
    func person(_ id: Identifier) throws -> Person {
        guard let body = try Data.fetchOne(self, sql: "SELECT body FROM person WHERE id = ?", arguments: [id.text])
        else {
            throw BankFault.notFound("Solaris::Person", id)
        }
        return Person(id: id, attributes: try Self.value(PersonAttributes.self, of: body))
    }

    func replacePerson(_ person: Person) throws {
        try execute(
            sql: "UPDATE person SET body = ? WHERE id = ?",
            arguments: [try Self.blob(person.attributes), person.id.text])
    }

    /// Whether the person is known.
    /// - Throws: ``BankFault`` 404.
    func requirePerson(_ id: Identifier) throws {
        guard try Bool.fetchOne(self, sql: "SELECT 1 FROM person WHERE id = ?", arguments: [id.text]) == true else {
            throw BankFault.notFound("Solaris::Person", id)
        }
    }

    /// A wire value as it is stored: its JSON.
    static func blob(_ value: some Encodable) throws -> Data { Data(try WireJSON.encode(value)) }

    /// A stored value. What came within the wire's depth may be stored some levels deeper.
    static func value<T: Decodable>(_ type: T.Type, of blob: Data) throws -> T {
        try WireJSON.decode(type, from: WireJSON.parse(blob, depthLimit: WireJSON.depthLimit + 16))
    }
}
