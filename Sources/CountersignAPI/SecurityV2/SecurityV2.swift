/// The Security API (V2) of the card platform: token login and strong customer authentication by reference number.
///
/// Another system of the same group, with its own envelope, enumerations and encryption of one-time passwords; nothing
/// of it mixes with the change-request API. Source: Security API (V2) reference; what that leaves open says so.
public enum SecurityV2 {
    /// Seconds that an access token lives, `expires_in`.
    public static let tokenLifetime = 43_199
    /// Seconds that a one-time password and its request live.
    public static let scaLifetime = 300
    /// Wrong one-time passwords that a reference number stands; the last one blocks.
    public static let failAttempts = 5
    /// Calls of RegenerateSCA that a reference number stands.
    public static let resends = 5
    /// Digits of a one-time password.
    public static let otpDigits = 8
}

/// What every JSON request of this API may carry.
public protocol SecurityV2Request: Codable, Sendable, Hashable {
    /// The partner's own reference, at most 50 characters; the answer repeats it.
    var clientRequestReference: String? { get set }
    /// The language of the answer's description: 1 UK English, 2 Russian, 3 Latvian.
    var cultureID: Int? { get set }
}
