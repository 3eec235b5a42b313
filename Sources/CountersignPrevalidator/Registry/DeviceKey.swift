public import CountersignAPI
public import CountersignService

/// A public key of a device, as it is enrolled.
public struct DeviceKey: Sendable, Hashable {
    /// Names the key; compared as bytes.
    public var id: Identifier
    public var deviceID: Identifier
    /// 04 ‖ X ‖ Y, 65 bytes.
    public var point: [UInt8]
    /// What the key may sign for; see ``PrevalidatorPolicy/purposeOfOperation``.
    public var purposes: [String]
    public var enrolledAt: Moment
    /// The key is refused from this moment on.
    public var expiresAt: Moment?
    public var revokedAt: Moment?

    init(
        id: Identifier, deviceID: Identifier, point: [UInt8], purposes: [String], enrolledAt: Moment,
        expiresAt: Moment? = nil, revokedAt: Moment? = nil
    ) {
        self.id = id
        self.deviceID = deviceID
        self.point = point
        self.purposes = purposes
        self.enrolledAt = enrolledAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    /// The key with what was taken from it by either of two answers of the store, whichever came last.
    func ended(as other: DeviceKey) -> DeviceKey {
        var key = self
        key.expiresAt = [expiresAt, other.expiresAt].compactMap(\.self).min()
        key.revokedAt = [revokedAt, other.revokedAt].compactMap(\.self).min()
        return key
    }

    /// Whether the other is the same enrolment: the same key of the same device for the same purposes.
    func isSameEnrolment(as other: DeviceKey) -> Bool {
        deviceID == other.deviceID && point == other.point
            // By their bytes, as policies compare them.
            && purposes.map(Identifier.init(_:)) == other.purposes.map(Identifier.init(_:))
    }
}
