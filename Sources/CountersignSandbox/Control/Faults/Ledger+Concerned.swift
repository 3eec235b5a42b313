import CountersignAPI
import GRDB

extension Ledger {
    /// The persons whom a call concerns: by the ids in its path and body, whatever they stand for.
    func persons(concernedBy ids: [String: Identifier]) throws -> Set<Identifier> {
        var persons = Set(ids["person_id"].map { [$0] } ?? [])
        let lookups = [
            ("device_id", "SELECT person_id FROM device WHERE id = ?"),
            ("account_id", "SELECT person_id FROM account WHERE id = ?"),
            ("challenge_id", "SELECT person_id FROM challenge WHERE id = ?"),
            ("challenge_id", "SELECT person_id FROM activation WHERE id = ?"),
            ("change_request_id", "SELECT person_id FROM change_request WHERE id = ? AND person_id IS NOT NULL"),
            (
                "change_request_id",
                """
                SELECT legal_representative.person_id FROM change_request
                JOIN legal_representative USING (business_id) WHERE change_request.id = ?
                """
            ),
        ]
        for (name, sql) in lookups {
            guard let id = ids[name] else { continue }
            persons.formUnion(try String.fetchAll(db, sql: sql, arguments: [id.text]).map(Identifier.init(_:)))
        }
        return persons
    }
}
