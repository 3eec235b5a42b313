import CountersignAPI

/// Writes the changes of keys that one request makes into the audit log.
struct KeyNotes: Sendable {
    let audit: AuditLog?
    let caller: String
    let requestID: String

    /// - Throws: `audit_unavailable`.
    func note(_ event: String, _ key: DeviceKey) async throws {
        try await audit?.append([
            AuditEntry(
                event: event, keyID: key.id, deviceID: key.deviceID, expiresAt: key.expiresAt, caller: caller,
                requestID: requestID)
        ])
    }

    /// - Throws: `audit_unavailable`.
    func noteUnbound(_ device: Identifier) async throws {
        try await audit?.append([
            AuditEntry(event: "device_unbound", deviceID: device, caller: caller, requestID: requestID)
        ])
    }
}
