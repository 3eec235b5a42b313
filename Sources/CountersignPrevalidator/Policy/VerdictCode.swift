/// What came out for one signature: stable names, only ever appended to.
public enum VerdictCode: String, Sendable, CaseIterable, CustomStringConvertible {
    /// The signature is this key's over this challenge, and it is the first one.
    case ok
    /// A well-formed signature that does not match.
    case signatureMismatch = "signature_mismatch"
    /// Another encoding that was recognised: Base64, r‖s, hex of hex.
    case signatureEncoding = "signature_encoding"
    /// Anything else that is not hex of strict DER.
    case signatureMalformed = "signature_malformed"
    /// No such key, or none of that device.
    case keyUnknown = "key_unknown"
    case keyRevoked = "key_revoked"
    case keyExpired = "key_expired"
    /// The key may not sign for this purpose.
    case keyPurpose = "key_purpose"
    /// The text breaks the rules for texts.
    case textRefused = "text_refused"
    case challengeUnknown = "challenge_unknown"
    case challengeExpired = "challenge_expired"
    /// A signature was accepted for this challenge before.
    case challengeConsumed = "challenge_consumed"
    /// Too many wrong signatures for this challenge or from this device.
    case attemptsExhausted = "attempts_exhausted"
    case deviceUnbound = "device_unbound"
    /// Cannot tell: the store cannot be used. Nothing was claimed.
    case storeUnavailable = "store_unavailable"
    /// Cannot tell: a fault of this service.
    case `internal`

    public var description: String { rawValue }

    /// Whether this says nothing about the signature.
    public var isUndecided: Bool { self == .storeUnavailable || self == .internal }

    /// For answers that reach a customer: `ok`, `rejected` or `retry`.
    public var publicName: String { self == .ok ? "ok" : isUndecided ? "retry" : "rejected" }

    /// One clause for people.
    public var reason: String {
        switch self {
        case .ok: "the signature is valid and was accepted for the first time"
        case .signatureMismatch: "the signature is well formed and not this key's over this text"
        case .signatureEncoding: "the signature is in another encoding than lower-case hex of DER"
        case .signatureMalformed: "the signature is not hex of strict DER"
        case .keyUnknown: "no such key is enrolled"
        case .keyRevoked: "the key is revoked"
        case .keyExpired: "the key has expired"
        case .keyPurpose: "the key may not sign for this purpose"
        case .textRefused: "the text breaks the rules for texts"
        case .challengeUnknown: "no such challenge is registered"
        case .challengeExpired: "the challenge has expired"
        case .challengeConsumed: "the challenge was answered before"
        case .attemptsExhausted: "there were too many wrong signatures"
        case .deviceUnbound: "the device is unbound"
        case .storeUnavailable: "the store cannot be used now"
        case .internal: "the service failed"
        }
    }
}
