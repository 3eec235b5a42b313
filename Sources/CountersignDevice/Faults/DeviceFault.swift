/// A mistake that a phone makes on purpose, each with the answer that a correct server gives.
///
/// The answers are those of the bank's documentation: see docs/contradictions.md where its sources differ.
public enum DeviceFault: String, Sendable, Hashable, CaseIterable {
    /// A key signs that nobody has bound.
    case wrongKey = "wrong-key"
    /// The text is hashed with SHA-384.
    case otherHash = "other-hash"
    /// The text is hashed twice.
    case doubleHash = "double-hash"
    /// r ‖ s in place of DER.
    case rawSignature = "raw-rs"
    /// DER whose r has a superfluous leading zero.
    case badDER = "bad-der"
    /// The twin with the high s, which is as valid as the other.
    case highS = "high-s"
    /// An earlier text is signed.
    case staleChallenge = "stale-challenge"
    /// The right signature, sent a second time.
    case replay
    /// The last two hex digits are missing.
    case truncatedHex = "truncated-hex"
    /// The key of the other purpose signs.
    case wrongPurpose = "wrong-purpose"
    /// A copy of the phone signs with the same key: no server can tell. Binding that key once more it can.
    case clone

    /// What a correct server answers: to the last sending where there are several.
    public func expected(on route: SigningRequest.Route) -> ServerAnswer {
        switch (self, route) {
        case (.highS, _): .accepted
        case (.clone, .binding): .refused(status: 409, code: "record_not_unique")
        case (.clone, _): .accepted
        case (.replay, .changeRequest): .refused(status: 403, code: "unauthorized_action")
        case (.replay, .binding), (.replay, .challenge): .refused(status: 404, code: "not_found")
        case (.replay, .keyAddition): .refused(status: 409, code: "record_not_unique")
        default: .refused(status: 422, code: "invalid_signature")
        }
    }

    /// One clause: what the phone does.
    public var summary: String {
        switch self {
        case .wrongKey: "a key signs that nobody has bound"
        case .otherHash: "the text is hashed with SHA-384"
        case .doubleHash: "the text is hashed twice"
        case .rawSignature: "r and s without DER"
        case .badDER: "DER with a superfluous leading zero"
        case .highS: "the twin with the high s, which is valid"
        case .staleChallenge: "an earlier text is signed"
        case .replay: "the right signature, sent twice"
        case .truncatedHex: "the last two hex digits are missing"
        case .wrongPurpose: "the key of the other purpose signs"
        case .clone: "a copy of the phone signs with the same key"
        }
    }
}
