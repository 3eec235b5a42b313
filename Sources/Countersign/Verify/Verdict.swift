/// What can be said about a `signature` field, a key and a challenge, for people and logs.
public enum Verdict: Sendable, Equatable {
    /// The field is this key's signature over this challenge.
    case valid
    /// A well-formed signature of another key or another text.
    case mismatch
    /// Not hex of strict DER of a P-256 signature.
    case malformed(CountersignError)
}

extension Verdict: CustomStringConvertible {
    /// One line without a full stop.
    public var description: String {
        switch self {
        case .valid: "valid"
        case .mismatch: "well formed, but not this key's signature over this text"
        case .malformed(let error): "malformed: \(error.reason)"
        }
    }
}
