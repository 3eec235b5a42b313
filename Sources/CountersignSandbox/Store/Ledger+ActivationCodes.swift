import CountersignAPI
import GRDB

// Reading and spending the code of a letter. Who writes them is the activation challenge's part.
extension Ledger {
    /// The person's newest code that can be used now.
    /// - Throws: ``BankFault`` 404.
    func activeCode(of person: Identifier) throws -> (id: Identifier, code: String) {
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT id, code FROM activation WHERE person_id = ? AND state = ? AND expires_at > ?
                ORDER BY created_at DESC, rowid DESC
                """, arguments: [person.text, ActivationStatus.active.rawValue, now.milliseconds])
        guard let row else { throw BankFault.notFound("Solaris::ActivationChallenge", person) }
        return (Identifier(row[0]), row[1])
    }

    /// That code, if it can be used now.
    func activeCode(_ activation: Identifier) throws -> (id: Identifier, code: String)? {
        try String.fetchOne(
            self, sql: "SELECT code FROM activation WHERE id = ? AND state = ? AND expires_at > ?",
            arguments: [activation.text, ActivationStatus.active.rawValue, now.milliseconds]
        ).map { (activation, $0) }
    }

    func spendActivation(_ activation: Identifier) throws {
        try execute(
            sql: "UPDATE activation SET state = ? WHERE id = ?",
            arguments: [ActivationStatus.used.rawValue, activation.text])
    }
}
