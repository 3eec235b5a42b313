import CountersignAPI
import GRDB

extension Ledger {
    func mobileNumber(of person: Identifier) throws -> MobileNumber? {
        try Row.fetchOne(
            self, sql: "SELECT id, number, verified FROM mobile_number WHERE person_id = ?", arguments: [person.text]
        ).map { MobileNumber(id: Identifier($0[0]), number: $0[1], verified: $0[2]) }
    }

    func insertMobileNumber(_ number: PhoneNumber, of person: Identifier) throws -> MobileNumber {
        let resource = MobileNumber(
            id: try identities.identifier(.mobileNumber), number: number.e164, verified: false)
        try execute(
            sql: "INSERT INTO mobile_number (id, person_id, number, verified, created_at) VALUES (?, ?, ?, 0, ?)",
            arguments: [resource.id.text, person.text, resource.number, now.milliseconds])
        return resource
    }

    func markVerified(_ number: MobileNumber) throws {
        try execute(sql: "UPDATE mobile_number SET verified = 1 WHERE id = ?", arguments: [number.id.text])
    }

    func deleteMobileNumber(_ number: MobileNumber) throws {
        try execute(sql: "DELETE FROM mobile_number WHERE id = ?", arguments: [number.id.text])
    }
}
