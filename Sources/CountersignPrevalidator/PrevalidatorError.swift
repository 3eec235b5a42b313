/// Why the pre-validator could not do what it was asked to. What is wrong with a signature is never an error but its
/// ``VerdictCode``.
///
/// `==` compares the ``code-swift.property`` only.
public struct PrevalidatorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The stable lower-case name.
        public let description: String
        init(_ name: String) { description = name }

        /// Not a point of P-256, or in a format that is not read.
        public static let keyMalformed = Self("key_malformed")
        /// The id names another key.
        public static let keyConflict = Self("key_conflict")
        /// No key has the id.
        public static let keyUnknown = Self("key_unknown")
        /// No key was ever enrolled for the device.
        public static let deviceUnknown = Self("device_unknown")
        /// The device is unbound and takes no more keys.
        public static let deviceUnbound = Self("device_unbound")
        /// The id names another challenge.
        public static let challengeConflict = Self("challenge_conflict")
        /// No challenge has the id.
        public static let challengeUnknown = Self("challenge_unknown")
        /// The text breaks the rules for texts.
        public static let textRefused = Self("text_refused")
        /// A value outside its documented range.
        public static let invalidValue = Self("invalid_value")
        /// The store cannot be used now. Nothing was changed.
        public static let storeUnavailable = Self("store_unavailable")
        /// The store's file is no store of this version.
        public static let storeCorrupt = Self("store_corrupt")
        /// The audit log cannot be written.
        public static let auditUnavailable = Self("audit_unavailable")
        /// Another process writes the audit log.
        public static let auditLocked = Self("audit_locked")
        /// A fault of this library.
        public static let internalFault = Self("internal")
    }

    public let code: Code
    /// One clause: what was expected, what came, where.
    public let reason: String
    /// The member of a request that is at fault, where one is.
    public let field: String?

    init(_ code: Code, _ reason: String, field: String? = nil) {
        self.code = code
        self.reason = reason
        self.field = field
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
    public var description: String { "\(reason) [\(code)]" }
}
