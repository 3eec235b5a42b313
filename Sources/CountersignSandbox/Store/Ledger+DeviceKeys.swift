import Countersign
import CountersignAPI
import GRDB

extension Ledger {
    func insertKey(_ key: VerifyingKey, purpose: KeyPurpose, of device: Identifier) throws -> Identifier {
        let id = try identities.identifier(.deviceKey)
        try execute(
            sql: "INSERT INTO device_key (id, device_id, purpose, hex_point, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [id.text, device.text, purpose.rawValue, key.hexPoint, now.milliseconds])
        return id
    }

    /// The device that has the key, and whether its binding was completed.
    func holder(of key: VerifyingKey) throws -> (device: Identifier, isBound: Bool)? {
        try Row.fetchOne(
            self,
            sql: """
                SELECT device.id, device.state = 'bound' FROM device_key JOIN device ON device.id = device_key.device_id
                WHERE hex_point = ?
                """, arguments: [key.hexPoint]
        ).map { (Identifier($0[0]), $0[1]) }
    }

    /// The keys of a device, the oldest first.
    func keys(of device: Identifier) throws -> [DeviceKeys.Key] {
        try Row.fetchAll(
            self, sql: "SELECT id, purpose FROM device_key WHERE device_id = ? ORDER BY sequence",
            arguments: [device.text]
        ).map { DeviceKeys.Key(keyID: Identifier($0[0]), keyPurpose: KeyPurpose(rawValue: $0[1])) }
    }

    func keyPurposes(of device: Identifier) throws -> Set<KeyPurpose> { Set(try keys(of: device).map(\.keyPurpose)) }

    /// The key with which a device asks to be bound.
    func pendingKeys(of device: Identifier) throws -> [VerifyingKey] {
        try String.fetchAll(
            self, sql: "SELECT hex_point FROM device_key WHERE device_id = ?", arguments: [device.text]
        ).map { try VerifyingKey(hexPoint: $0) }
    }

    /// Points of the person's other keys, on whichever device.
    func hexPoints(besides points: [String], ofOwnerOf device: Identifier) throws -> [String] {
        try String.fetchAll(
            self,
            sql: """
                SELECT hex_point FROM device_key JOIN device ON device.id = device_key.device_id
                WHERE person_id = (SELECT person_id FROM device WHERE id = ?) ORDER BY sequence DESC LIMIT 20
                """, arguments: [device.text]
        ).filter { !points.contains($0) }
    }
}
