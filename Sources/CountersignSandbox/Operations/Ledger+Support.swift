import CountersignAPI
import GRDB

extension Ledger {
    /// What customer support does when a phone is lost: the number, all devices and every code under way are void.
    ///
    /// - Throws: ``BankFault`` 404.
    func resetTwoFactor(of person: Identifier) throws {
        try requirePerson(person)
        let devices = try String.fetchAll(
            self, sql: "SELECT id FROM device WHERE person_id = ?", arguments: [person.text])
        for device in devices { try removeDevice(Identifier(device)) }
        try execute(sql: "UPDATE challenge SET state = 'used' WHERE person_id = ?", arguments: [person.text])
        try deleteSentOTPs(of: person)
        if let number = try mobileNumber(of: person) { try removeMobileNumber(number, of: person) }
    }
}
