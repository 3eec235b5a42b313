extension Diagnosis {
    /// How far a diagnosis goes.
    public enum Effort: Sendable {
        /// Single mistakes: at most about a hundred verifications for each key and text at hand.
        case single
        /// Pairs of mistakes too: up to ``Diagnosis/verificationLimit`` verifications.
        case pairs
    }

    /// No diagnosis verifies more often than this, however many keys and texts it is given.
    public static let verificationLimit = 4_000

    /// Explains a `signature` field under a key that is known to be right as a key.
    ///
    /// - Parameters:
    ///   - field: the field as it was sent, in whatever encoding.
    ///   - challenge: the text that should have been signed.
    ///   - key: the key that should have signed it.
    ///   - otherKeys: keys that may have signed instead: the device's key of the other purpose, another device's.
    ///   - otherTexts: texts that may have been signed instead: the OTP beside the `string_to_sign`, older challenges.
    ///   - effort: whether pairs of mistakes are tried.
    /// - Throws: only where libcrypto fails, which no input can bring about.
    public init(
        of field: some Sequence<UInt8>, for challenge: Challenge, under key: VerifyingKey,
        otherKeys: [VerifyingKey] = [], otherTexts: [Challenge] = [], effort: Effort = .pairs
    ) throws(CountersignError) {
        var search = DiagnosisSearch(
            field: Array(field), keys: [key] + otherKeys, texts: [challenge] + otherTexts)
        findings = try search.run(effort)
    }

    /// Explains a `signature` field that is text.
    ///
    /// The same as ``init(of:for:under:otherKeys:otherTexts:effort:)-(Sequence<UInt8>,_,_,_,_,_)``.
    public init(
        of field: String, for challenge: Challenge, under key: VerifyingKey,
        otherKeys: [VerifyingKey] = [], otherTexts: [Challenge] = [], effort: Effort = .pairs
    ) throws(CountersignError) {
        try self.init(
            of: Array(field.utf8), for: challenge, under: key,
            otherKeys: otherKeys, otherTexts: otherTexts, effort: effort)
    }

    /// Explains a `signature` field under a key as it was sent to the bank, and says too when the key is not in the
    /// encoding that the bank takes: 130 hex digits of the uncompressed point.
    ///
    /// A key that is no key gives ``Code/keyUnreadable`` and nothing else.
    ///
    /// - Throws: only where libcrypto fails, which no input can bring about.
    public init(
        of field: some Sequence<UInt8>, for challenge: Challenge, underKeyAsSent sent: some Sequence<UInt8>,
        otherKeys: [VerifyingKey] = [], otherTexts: [Challenge] = [], effort: Effort = .pairs
    ) throws(CountersignError) {
        let reading: KeyReading
        do throws(CountersignError) {
            reading = try KeyReading(Array(sent))
        } catch {
            findings = [.keyUnreadable(error)]
            return
        }
        let diagnosis = try Diagnosis(
            of: field, for: challenge, under: reading.key,
            otherKeys: otherKeys, otherTexts: otherTexts, effort: effort)
        if diagnosis.code == .valid, !reading.findings.isEmpty {
            findings = reading.findings
        } else {
            findings =
                diagnosis.findings.filter { $0.code != .noMatch } + reading.findings
                + diagnosis.findings.filter { $0.code == .noMatch }
        }
    }
}

extension Diagnosis.Finding {
    static func keyUnreadable(_ error: CountersignError) -> Self {
        Self(
            code: .keyUnreadable, station: .encoding,
            found: "The key is not a P-256 public key: \(error.reason).",
            fix: "Send the key as 130 lower-case hex digits of its uncompressed point: 04, X, Y.")
    }

    static func signatureUnreadable(_ error: CountersignError) -> Self {
        Self(
            code: .signatureUnreadable, station: .encoding,
            found: "The field is no signature in any known encoding; as hex of DER, \(error.reason).",
            fix: "Send lower-case hex of the DER that the signer returned, all of it.")
    }

    static let valid = Self(
        code: .valid, station: .verify, found: "The field is this key's signature over this text.", fix: "")

    static func noMatch(keys: Int, texts: Int, isComplete: Bool) -> Self {
        let atHand = "\(keys) \(keys == 1 ? "key" : "keys") and \(texts) \(texts == 1 ? "text" : "texts") at hand"
        return Self(
            code: .noMatch, station: .verify,
            found: "The signature is well formed, and no known mistake explains it with the \(atHand)"
                + (isComplete ? "." : "; the search was cut short."),
            fix: "Another key or another text was signed: compare the key with the one bound to the device, and the "
                + "text with the newest one from the bank, and pass other candidates to the diagnosis.")
    }
}
