/// The simulated fingerprint reader in front of a restricted key.
public enum BiometricGate: String, Sendable, Hashable, CaseIterable {
    /// The user is recognised.
    case passes
    /// A stranger's finger.
    case fails
    /// The user turns the dialogue away.
    case cancelled
    /// The phone has no biometrics enrolled.
    case absent

    func check() throws(DeviceError) {
        switch self {
        case .passes: return
        case .fails: throw DeviceError(.biometrics, "the fingerprint was not recognised")
        case .cancelled: throw DeviceError(.biometrics, "the user cancelled the biometric check")
        case .absent: throw DeviceError(.biometrics, "the phone has no biometrics enrolled")
        }
    }
}
