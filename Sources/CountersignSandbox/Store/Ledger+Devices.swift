import Countersign
import CountersignAPI
import GRDB

/// A device as it is stored.
struct StoredDevice: Sendable, Equatable {
    let id: Identifier
    let personID: Identifier
    let name: String?
    let createdAt: Timestamp
}

extension Ledger {
    /// A device whose binding was completed; nil for any other id.
    func boundDevice(_ id: Identifier) throws -> StoredDevice? {
        try Row.fetchOne(
            db, sql: "SELECT id, person_id, name, created_at FROM device WHERE id = ? AND state = 'bound'",
            arguments: [id.text]
        ).map(Self.device)
    }

    /// The person's bound devices, the most recently bound first.
    func boundDevices(of person: Identifier) throws -> [StoredDevice] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, person_id, name, created_at FROM device WHERE person_id = ? AND state = 'bound'
                ORDER BY bound_at DESC, rowid DESC
                """, arguments: [person.text]
        ).map(Self.device)
    }

    /// The keys that may sign for a purpose, the newest first; without a purpose the unrestricted ones.
    func verifyingKeys(of device: Identifier, purpose: KeyPurpose?) throws -> [VerifyingKey] {
        let points = try String.fetchAll(
            db,
            sql: "SELECT hex_point FROM device_key WHERE device_id = ? AND purpose = ? ORDER BY sequence DESC",
            arguments: [device.text, (purpose ?? .unrestricted).rawValue])
        return try (settings.acceptsOlderKeys ? points : Array(points.prefix(1))).map { try VerifyingKey(hexPoint: $0) }
    }

    private static func device(_ row: Row) -> StoredDevice {
        StoredDevice(
            id: Identifier(row[0]), personID: Identifier(row[1]), name: row[2],
            createdAt: Timestamp(milliseconds: row[3]))
    }
}
