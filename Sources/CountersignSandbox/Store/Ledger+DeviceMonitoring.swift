import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    func insertConsent(_ body: RecordDeviceConsent, of person: Identifier) throws -> DeviceConsent {
        let consent = DeviceConsent(
            id: try identities.identifier(.deviceConsent), personID: person, eventType: body.eventType,
            confirmedAt: body.confirmedAt, createdAt: now)
        try execute(
            sql: "INSERT INTO device_consent (id, person_id, body) VALUES (?, ?, ?)",
            arguments: [consent.id.text, person.text, try Self.blob(consent)])
        return consent
    }

    /// - Throws: ``BankFault`` 404.
    func updateConsent(
        _ id: Identifier, _ body: RecordDeviceConsent, of person: Identifier
    ) throws -> DeviceConsent {
        let sql = "SELECT body FROM device_consent WHERE id = ? AND person_id = ?"
        guard let stored = try Data.fetchOne(self, sql: sql, arguments: [id.text, person.text]) else {
            throw BankFault.notFound("Solaris::DeviceConsent", id)
        }
        var consent = try Self.value(DeviceConsent.self, of: stored)
        consent.eventType = body.eventType
        consent.confirmedAt = body.confirmedAt
        try execute(
            sql: "UPDATE device_consent SET body = ? WHERE id = ?", arguments: [try Self.blob(consent), id.text])
        return consent
    }

    func insertActivity(_ body: RecordDeviceActivity, of person: Identifier) throws -> DeviceActivity {
        let activity = DeviceActivity(
            id: try identities.identifier(.deviceActivity), personID: person, activityType: body.activityType,
            createdAt: now)
        try execute(
            sql: "INSERT INTO device_activity (id, person_id, body) VALUES (?, ?, ?)",
            arguments: [activity.id.text, person.text, try Self.blob(activity)])
        return activity
    }
}
