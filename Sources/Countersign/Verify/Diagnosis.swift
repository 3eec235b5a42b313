/// Why a signature does not fit: which of the known mistakes was made, and what to change in the caller's code.
///
/// A diagnosis tries every mistake that its tables know, alone and in the pairs that occur together, with the keys
/// and texts that it is given, and stops at the first that makes the signature verify: the fewest mistakes win, then
/// the order of the tables. It never guesses: each finding about a text, a hash or a key was proved by a
/// verification that succeeded.
public struct Diagnosis: Sendable, Equatable {
    /// A stretch of the road (see <doc:Road>) where something went wrong.
    public enum Station: String, Sendable, CaseIterable {
        case challenge, digest, ecdsa, encoding, verify
    }

    /// One thing that was found.
    public struct Finding: Sendable, Equatable {
        /// The stable name.
        public let code: Code
        /// Where on the road it happened.
        public let station: Station
        /// One sentence: what was found.
        public let found: String
        /// One sentence: what to change in the caller's code. Empty where nothing needs a change.
        public let fix: String
    }

    /// What was found: one finding, or several where several mistakes were made together.
    ///
    /// Never empty. Mistakes stand in the order of the road; ``Code/noMatch``, which is no mistake that is known,
    /// stands last.
    public let findings: [Finding]

    /// The code of the first finding.
    public var code: Code { findings[0].code }
    /// What was found first.
    public var found: String { findings[0].found }
    /// What to change first.
    public var fix: String { findings[0].fix }
    /// Whether the bank would accept field and key as they are.
    public var isValid: Bool { code == .valid }
}
