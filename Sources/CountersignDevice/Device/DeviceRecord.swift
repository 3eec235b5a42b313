public import Countersign

/// Everything that a phone keeps from one day to the next.
///
/// Copying a record clones the phone: the copy has the same keys.
public struct DeviceRecord: Sendable {
    public var name: DeviceName
    /// The bank's id of the device, once it is bound.
    public var deviceID: String?
    /// The bank's id of a device whose binding was begun and, as far as the phone knows, not completed.
    public var pendingDeviceID: String?
    public var personID: String?
    /// The base URL of the bank that it is bound to.
    public var bank: String?
    public internal(set) var keys: [DeviceKey]
    public var policy: ApprovalPolicy
    public var gate: BiometricGate
    /// What the phone does wrong; nil for an honest one.
    public var fault: DeviceFault?

    /// A phone without keys.
    public init(name: DeviceName, policy: ApprovalPolicy = .approve) {
        self.name = name
        keys = []
        self.policy = policy
        gate = .passes
    }

    /// The key that signs for a purpose; without one the unrestricted key, else the restricted one.
    ///
    /// - Throws: ``DeviceError`` `no_key`, `wiped`.
    public func key(for purpose: DeviceKeyPurpose?) throws(DeviceError) -> DeviceKey {
        if let key = current(purpose ?? .unrestricted) ?? (purpose == nil ? current(nil) : nil) { return key }
        guard !keys.isEmpty else { throw DeviceError(.wiped, "the phone '\(name)' has no keys") }
        throw DeviceError(.noKey, "the phone '\(name)' has no \(purpose?.rawValue ?? "current") key")
    }

    /// The newest key that signs, of a purpose or of any.
    private func current(_ purpose: DeviceKeyPurpose?) -> DeviceKey? {
        keys.last { $0.state == .current && (purpose == nil || $0.purpose == purpose) }
    }

    /// Makes a key. The first of a phone is the one to bind it with; a later one is pending until the bank has it.
    ///
    /// - Throws: ``DeviceError`` `signing` where no key can be made.
    @discardableResult
    public mutating func makeKey(_ purpose: DeviceKeyPurpose) throws(DeviceError) -> DeviceKey {
        let signingKey: SigningKey
        do { signingKey = try SigningKey() } catch { throw DeviceError(.signing, error.reason) }
        return insert(signingKey, purpose)
    }

    /// Takes over a key that was made elsewhere; current and pending as with ``makeKey(_:)``.
    ///
    /// - Throws: ``DeviceError`` `key_exists`.
    @discardableResult
    public mutating func importKey(
        _ signingKey: SigningKey, purpose: DeviceKeyPurpose
    ) throws(DeviceError) -> DeviceKey {
        guard !keys.contains(where: { $0.verifyingKey == signingKey.verifyingKey }) else {
            throw DeviceError(
                .keyExists, "the phone '\(name)' has the key \(signingKey.verifyingKey.identifier.short) already")
        }
        return insert(signingKey, purpose)
    }

    private mutating func insert(_ signingKey: SigningKey, _ purpose: DeviceKeyPurpose) -> DeviceKey {
        let key = DeviceKey(purpose: purpose, state: keys.isEmpty ? .current : .pending, signingKey: signingKey)
        keys.append(key)
        return key
    }

    /// The bank has taken a key: it signs from now on, and the one of its purpose before it is retired.
    ///
    /// - Throws: ``DeviceError`` `no_key`.
    public mutating func adopt(_ identifier: KeyIdentifier, remoteID: String? = nil) throws(DeviceError) {
        let place = try place(of: identifier)
        for index in keys.indices where keys[index].purpose == keys[place].purpose && keys[index].state == .current {
            keys[index].state = .retired
        }
        keys[place].state = .current
        if let remoteID { keys[place].remoteID = remoteID }
    }

    /// The bank has refused a key that is pending: it is forgotten.
    ///
    /// - Throws: ``DeviceError`` `no_key`, also for a key that is not pending.
    public mutating func discard(_ identifier: KeyIdentifier) throws(DeviceError) {
        let place = try place(of: identifier)
        guard keys[place].state == .pending else {
            throw DeviceError(.noKey, "the key \(identifier.short) is \(keys[place].state.rawValue), not pending")
        }
        keys.remove(at: place)
    }

    /// Forgets keys and binding; the name stays.
    public mutating func wipe() {
        keys = []
        deviceID = nil
        pendingDeviceID = nil
        personID = nil
        bank = nil
    }

    private func place(of identifier: KeyIdentifier) throws(DeviceError) -> Int {
        guard let place = keys.firstIndex(where: { $0.verifyingKey.identifier == identifier }) else {
            throw DeviceError(.noKey, "the phone '\(name)' has no key \(identifier.short)")
        }
        return place
    }
}
