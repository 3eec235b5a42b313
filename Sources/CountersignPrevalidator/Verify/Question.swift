public import CountersignAPI

/// One signature to be judged.
public struct Question: Sendable {
    public var challengeID: Identifier
    /// The key that should have signed; nil: any key of the device.
    public var keyID: Identifier?
    /// The device that should have signed; nil: the one that the challenge was registered for.
    public var deviceID: Identifier?
    /// The `signature` field: hex of strict DER.
    public var signature: String

    public init(challengeID: Identifier, keyID: Identifier? = nil, deviceID: Identifier? = nil, signature: String) {
        self.challengeID = challengeID
        self.keyID = keyID
        self.deviceID = deviceID
        self.signature = signature
    }
}

/// What came out for a ``Question``.
public struct Verdict: Sendable {
    public var code: VerdictCode
    /// The key that signed; where none did, the one that was asked about, if it was one.
    public var keyID: Identifier?
    /// Wrong signatures that the challenge still stands, after one of them.
    public var attemptsLeft: Int?
    /// What has been spent, to be given back where the bank does not take the signature.
    var claim: Claim?

    init(_ code: VerdictCode, keyID: Identifier? = nil, attemptsLeft: Int? = nil, claim: Claim? = nil) {
        self.code = code
        self.keyID = keyID
        self.attemptsLeft = attemptsLeft
        self.claim = claim
    }

    public var isValid: Bool {
        if case .ok = code { true } else { false }
    }
}
