/// Where a change request stands.
///
/// Source: Solaris API reference, Confirm change request (five values); the published Elixir client of the same API
/// adds `EXPIRED`, which only reading a change request reports.
public enum ChangeRequestStatus: OpenName {
    /// Waits for the customer's authorization.
    case authorizationRequired
    /// An OTP is on its way or a text waits for its signature.
    case confirmationRequired
    /// Confirmed, still executing: not final.
    case accepted
    /// Authorized and executed.
    case completed
    /// Too many wrong tries, or the execution failed.
    case failed
    /// Not confirmed within its time.
    case expired
    case unknown(String)

    public static let known: [Self] = [
        .authorizationRequired, .confirmationRequired, .accepted, .completed, .failed, .expired,
    ]

    public var rawValue: String {
        switch self {
        case .authorizationRequired: "AUTHORIZATION_REQUIRED"
        case .confirmationRequired: "CONFIRMATION_REQUIRED"
        case .accepted: "ACCEPTED"
        case .completed: "COMPLETED"
        case .failed: "FAILED"
        case .expired: "EXPIRED"
        case .unknown(let raw): raw
        }
    }

    /// Whether the status will not change any more. False for an unknown one.
    public var isFinal: Bool {
        switch self {
        case .completed, .failed, .expired: true
        default: false
        }
    }
}
