import CountersignAPI
import GRDB

extension Ledger {
    /// What customer support does when a phone is lost: the number, all devices and every code under way are void.
    ///
    /// - Throws: ``BankFault`` 404.
    func resetTwoFactor(of person: Identifier) throws {
        try requirePerson(person)
        let devices = try String.fetchAll(
            db, sql: "SELECT id FROM device WHERE person_id = ?", arguments: [person.text])
        for device in devices { try removeDevice(Identifier(device)) }
        try db.execute(sql: "UPDATE challenge SET state = 'used' WHERE person_id = ?", arguments: [person.text])
        try db.execute(
            sql: """
                DELETE FROM one_time_password WHERE owner IN (
                    SELECT 'change_request/' || id FROM change_request WHERE authorized_person_id = ?
                )
                """, arguments: [person.text])
        if let number = try mobileNumber(of: person) { try removeMobileNumber(number, of: person) }
    }
}
