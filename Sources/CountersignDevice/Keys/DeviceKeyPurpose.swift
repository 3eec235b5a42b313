/// What a key of a phone is for. Source: Solaris API reference, Device binding.
public enum DeviceKeyPurpose: String, Sendable, Hashable, CaseIterable {
    /// Signs without the user: the app may use it in the background.
    case unrestricted
    /// Locked behind the user's biometrics: each use passes the ``BiometricGate``.
    case restricted
}
