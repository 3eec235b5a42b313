import Countersign
import CountersignAPI
import GRDB

/// A device as it is stored.
struct StoredDevice: Sendable, Equatable {
    let id: Identifier
    let personID: Identifier
    let name: String?
    let createdAt: Timestamp

    var wire: Device { Device(id: id, personID: personID, name: name, createdAt: createdAt) }
}

extension Ledger {
    /// A device whose binding was completed; nil for any other id.
    func boundDevice(_ id: Identifier) throws -> StoredDevice? {
        try Row.fetchOne(
            self, sql: "SELECT id, person_id, name, created_at FROM device WHERE id = ? AND state = 'bound'",
            arguments: [id.text]
        ).map(Self.device)
    }

    /// The person's bound devices, the most recently bound first.
    func boundDevices(of person: Identifier) throws -> [StoredDevice] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT id, person_id, name, created_at FROM device WHERE person_id = ? AND state = 'bound'
                ORDER BY bound_at DESC, rowid DESC
                """, arguments: [person.text]
        ).map(Self.device)
    }

    /// The keys that may sign for a purpose, the newest first; without a purpose the unrestricted ones.
    func verifyingKeys(of device: Identifier, purpose: KeyPurpose?) throws -> [VerifyingKey] {
        let points = try String.fetchAll(
            self,
            sql: "SELECT hex_point FROM device_key WHERE device_id = ? AND purpose = ? ORDER BY sequence DESC",
            arguments: [device.text, (purpose ?? .unrestricted).rawValue])
        return try (settings.acceptsOlderKeys ? points : Array(points.prefix(1))).map { try VerifyingKey(hexPoint: $0) }
    }

    func insertPendingDevice(_ id: Identifier, of person: Identifier, name: String?) throws {
        try execute(
            sql: "INSERT INTO device (id, person_id, name, state, created_at) VALUES (?, ?, ?, 'pending', ?)",
            arguments: [id.text, person.text, name, now.milliseconds])
    }

    func markBound(_ device: Identifier) throws {
        try execute(
            sql: "UPDATE device SET state = 'bound', bound_at = ? WHERE id = ?",
            arguments: [now.milliseconds, device.text])
    }

    /// Deletes a device and, by its foreign key, all keys that it has.
    func deleteDevice(_ id: Identifier) throws {
        try execute(sql: "DELETE FROM device WHERE id = ?", arguments: [id.text])
    }

    private static func device(_ row: Row) -> StoredDevice {
        StoredDevice(
            id: Identifier(row[0]), personID: Identifier(row[1]), name: row[2],
            createdAt: Timestamp(milliseconds: row[3]))
    }
}
