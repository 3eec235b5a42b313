import CountersignAPI
import CountersignService
import GRDB

extension SQLiteStore {
    func enrol(_ key: DeviceKey) async throws -> (key: DeviceKey, isNew: Bool)? {
        try await committer.perform { db in
            if try KeyRow.isUnbound(db, key.deviceID) { return nil }
            if let known = try KeyRow.fetch(db, key.id) { return (known, false) }
            try KeyRow.insert(db, key)
            return (key, true)
        }
    }

    func revoke(_ id: Identifier, at now: Moment) async throws -> DeviceKey? {
        try await committer.perform { db in
            try db.execute(
                sql: "UPDATE device_key SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?",
                arguments: [now.milliseconds, id.column])
            return try KeyRow.fetch(db, id)
        }
    }

    func end(_ id: Identifier, at end: Moment) async throws -> DeviceKey? {
        try await committer.perform { db in
            try db.execute(
                sql: "UPDATE device_key SET expires_at = min(coalesce(expires_at, :end), :end) WHERE id = :id",
                arguments: ["end": end.milliseconds, "id": id.column])
            return try KeyRow.fetch(db, id)
        }
    }

    func unbind(_ device: Identifier, at now: Moment) async throws -> Bool {
        try await committer.perform { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO unbound_device (id, at)
                    SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM device_key WHERE device_id = ?1)
                    """, arguments: [device.column, now.milliseconds])
            return try KeyRow.isUnbound(db, device)
        }
    }

    func allKeys() async throws -> (keys: [DeviceKey], unbound: [Identifier]) {
        try await committer.perform { db in
            let unbound = try String.fetchAll(db, sql: "SELECT id FROM unbound_device")
            return (try KeyRow.fetchAll(db), unbound.map(Identifier.init(_:)))
        }
    }
}
