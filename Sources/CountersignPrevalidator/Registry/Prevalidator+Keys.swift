public import Countersign
public import CountersignAPI
public import CountersignService

extension Prevalidator {
    /// Enrols a key of a device. The same again changes nothing.
    ///
    /// - Parameters:
    ///   - id: the key's name; its SHA-256 fingerprint unless given.
    ///   - purposes: what the key may sign for.
    ///   - expiresAt: the key is refused from then on.
    /// - Returns: the key, and whether it is new.
    /// - Throws: ``PrevalidatorError`` `key_conflict` when the id names another key, `device_unbound`,
    ///   `invalid_value` for a name that cannot be one, `store_unavailable`.
    @discardableResult
    public func enrol(
        _ key: VerifyingKey, device: Identifier, id: Identifier? = nil, purposes: [String] = ["unrestricted"],
        expiresAt: Moment? = nil
    ) async throws -> (key: DeviceKey, isNew: Bool) {
        try await enrol(key, device: device, id: id, purposes: purposes, expiresAt: expiresAt, noting: nil)
    }

    /// The same; a key that cannot be noted is not enrolled.
    func enrol(
        _ key: VerifyingKey, device: Identifier, id: Identifier?, purposes: [String], expiresAt: Moment?,
        noting notes: KeyNotes?
    ) async throws -> (key: DeviceKey, isNew: Bool) {
        try NameRule.check(device, "device_id")
        try NameRule.check(id, "key_id")
        for purpose in purposes { try NameRule.check(purpose, "purposes") }
        let wanted = DeviceKey(
            id: id ?? Identifier(key.identifier.hex), deviceID: device, point: key.x963Representation,
            purposes: purposes, enrolledAt: clock.now, expiresAt: expiresAt)
        if registry.key(wanted.id) == nil, !registry.isUnbound(device) {
            try await notes?.note("key_enrolled", wanted)
        }
        guard let stored = try await store.enrol(wanted) else {
            throw PrevalidatorError(.deviceUnbound, "the device \(device) is unbound and takes no more keys")
        }
        guard stored.isNew || stored.key.isSameEnrolment(as: wanted) else {
            throw PrevalidatorError(.keyConflict, "the id \(wanted.id) names another key", field: "key_id")
        }
        if registry.key(wanted.id) == nil, stored.key.revokedAt == nil {
            try registry.load([stored.key], unbound: [])
        }
        return stored
    }

    /// Enrols the key that follows another; the old one is good for some time more.
    ///
    /// - Throws: as ``enrol(_:device:id:purposes:expiresAt:)``, `key_unknown` where the device has no such old key, and
    ///   `invalid_value` where it is the same one.
    @discardableResult
    public func rotate(
        from old: Identifier, to key: VerifyingKey, device: Identifier, id: Identifier? = nil,
        purposes: [String]? = nil, expiresAt: Moment? = nil, overlap: Duration
    ) async throws -> (key: DeviceKey, isNew: Bool) {
        try await rotate(
            from: old, to: key, device: device, id: id, purposes: purposes, expiresAt: expiresAt, overlap: overlap,
            noting: nil)
    }

    /// The same; what cannot be noted is not done.
    func rotate(
        from old: Identifier, to key: VerifyingKey, device: Identifier, id: Identifier?, purposes: [String]?,
        expiresAt: Moment?, overlap: Duration, noting notes: KeyNotes?
    ) async throws -> (key: DeviceKey, isNew: Bool) {
        guard let known = registry.key(old)?.key, known.deviceID == device else {
            throw PrevalidatorError(.keyUnknown, "the device \(device) has no key \(old)", field: "replaces")
        }
        guard (id ?? Identifier(key.identifier.hex)) != old else {
            throw PrevalidatorError(.invalidValue, "a key cannot replace itself", field: "replaces")
        }
        let enrolled = try await enrol(
            key, device: device, id: id, purposes: purposes ?? known.purposes, expiresAt: expiresAt,
            noting: notes)
        let end = KeyPolicy.end(of: known, replacedAt: clock.now, overlap: overlap)
        if end != known.expiresAt {
            var ended = known
            ended.expiresAt = end
            try await notes?.note("key_replaced", ended)
        }
        if let ended = try await store.end(old, at: end) { registry.update(ended) }
        return enrolled
    }

    /// Revokes a key: refused from this call on, wherever its tables lie.
    ///
    /// - Throws: ``PrevalidatorError`` `key_unknown`, `store_unavailable`.
    @discardableResult
    public func revoke(_ id: Identifier) async throws -> DeviceKey {
        guard let key = try await store.revoke(id, at: clock.now) else {
            throw PrevalidatorError(.keyUnknown, "no key \(id) is enrolled")
        }
        registry.update(key)
        return key
    }

    /// Takes all keys of a device out of use, for ever.
    ///
    /// - Throws: ``PrevalidatorError`` `device_unknown`, `store_unavailable`.
    public func unbind(_ device: Identifier) async throws {
        guard try await store.unbind(device, at: clock.now) else {
            throw PrevalidatorError(.deviceUnknown, "no key was ever enrolled for the device \(device)")
        }
        registry.unbind(device)
    }

    /// The key of that id.
    public func key(_ id: Identifier) -> DeviceKey? { registry.key(id)?.key }

    /// The keys of a device, the oldest first.
    public func keys(of device: Identifier) -> [DeviceKey] { registry.keys(of: device).map(\.key) }
}
