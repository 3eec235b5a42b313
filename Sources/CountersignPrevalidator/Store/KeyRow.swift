import CountersignAPI
import CountersignService
import FoundationEssentials
import GRDB

/// A row of the table of keys.
enum KeyRow {
    private static let columns = "id, device_id, point, purposes, enrolled_at, expires_at, revoked_at"

    static func fetch(_ db: Database, _ id: Identifier) throws -> DeviceKey? {
        try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT \(columns) FROM device_key WHERE id = ?"), arguments: [id.column]
        ).map(key)
    }

    static func fetchAll(_ db: Database) throws -> [DeviceKey] {
        var keys: [DeviceKey] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM device_key ORDER BY enrolled_at, id")
        while let row = try rows.next() { keys.append(key(row)) }
        return keys
    }

    static func insert(_ db: Database, _ key: DeviceKey) throws {
        try db.execute(
            sql: "INSERT INTO device_key (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                key.id.text, key.deviceID.text, Data(key.point), key.purposes.joined(separator: "\n"),
                key.enrolledAt.milliseconds, key.expiresAt?.milliseconds, key.revokedAt?.milliseconds,
            ])
    }

    static func isUnbound(_ db: Database, _ device: Identifier) throws -> Bool {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM unbound_device WHERE id = ?", arguments: [device.column]) == 1
    }

    private static func key(_ row: Row) -> DeviceKey {
        let point: Data = row[2]
        return DeviceKey(
            id: Identifier(row[0]), deviceID: Identifier(row[1]), point: Array(point),
            purposes: (row[3] as String).split(separator: "\n").map(String.init),
            enrolledAt: Moment(milliseconds: row[4]),
            expiresAt: (row[5] as Int64?).map(Moment.init(milliseconds:)),
            revokedAt: (row[6] as Int64?).map(Moment.init(milliseconds:)))
    }
}
