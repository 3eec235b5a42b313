import CountersignAPI

/// Numbers with a fate of their own, so that tests reach rare answers without waiting for them.
enum MagicNumber: String, Sendable, CaseIterable {
    /// The bank's documented test number: its OTP is always ``OneTimePassword/forTests``.
    case fixedCode = "+15550101"
    /// Every SMS answers 429.
    case limitExceeded = "+491520555555"
    /// Every SMS is lost on its way.
    case neverDelivered = "+491520555001"
    /// The OTP has expired when it arrives.
    case expiresAtOnce = "+491520555002"
    /// The SMS takes 30 seconds of the sandbox's clock.
    case delayed = "+491520555003"
    case none = ""

    init(_ number: PhoneNumber) { self = Self(rawValue: number.e164) ?? .none }

    /// When an SMS that is sent now reaches the phone; nil when it never does.
    func visible(from now: Timestamp) -> Timestamp? {
        switch self {
        case .neverDelivered: nil
        case .delayed: now.adding(seconds: 30)
        default: now
        }
    }
}
