import CountersignAPI
import GRDB

/// A device that answers pushes.
struct StoredSDKDevice: Sendable, Equatable {
    let id: Int64
    let consumer: Int32
    let name: String
    let hexPoint: String
    let registeredAt: Timestamp

    var wire: SecurityV2.SDKDevice {
        SecurityV2.SDKDevice(sdkDeviceReferenceID: id, deviceName: name, registeredOn: .init(registeredAt))
    }
}

extension Ledger {
    /// Registers a device in place of the consumer's older one.
    func registerSDKDevice(of consumer: Int32, name: String, hexPoint: String) throws -> StoredSDKDevice {
        if let old = try sdkDevice(of: consumer) { try removeSDKDevice(old.id) }
        try execute(
            sql: "INSERT INTO sdk_device (consumer_id, name, hex_point, registered_at) VALUES (?, ?, ?, ?)",
            arguments: [consumer, name, hexPoint, now.milliseconds])
        return StoredSDKDevice(
            id: db.lastInsertedRowID, consumer: consumer, name: name, hexPoint: hexPoint, registeredAt: now)
    }

    func sdkDevice(of consumer: Int32) throws -> StoredSDKDevice? {
        try Row.fetchOne(self, sql: Self.sdkDevices + "WHERE consumer_id = ?", arguments: [consumer])
            .map(Self.sdkDevice)
    }

    func sdkDevice(_ id: Int64) throws -> StoredSDKDevice? {
        try Row.fetchOne(self, sql: Self.sdkDevices + "WHERE id = ?", arguments: [id]).map(Self.sdkDevice)
    }

    func removeSDKDevice(_ id: Int64) throws {
        try execute(sql: "DELETE FROM sdk_device WHERE id = ?", arguments: [id])
    }

    private static let sdkDevices = "SELECT id, consumer_id, name, hex_point, registered_at FROM sdk_device "

    private static func sdkDevice(_ row: Row) -> StoredSDKDevice {
        StoredSDKDevice(
            id: row[0], consumer: row[1], name: row[2], hexPoint: row[3],
            registeredAt: Timestamp(milliseconds: row[4]))
    }
}
