/// Why a body, a header or a value on the wire could not be read or written.
///
/// `==` compares the ``code`` only, so that a test names what it expects and not how it is worded.
public struct CountersignAPIError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String
        private init(_ name: String) { self.name = name }
        /// The stable lower-case name.
        public var description: String { name }

        /// Not JSON in the strict sense of RFC 8259 (one value, UTF-8, no duplicate names, no lone surrogates).
        public static let invalidJSON = Code("invalid_json")
        /// Arrays and objects nested deeper than the reader allows.
        public static let tooDeep = Code("too_deep")
        /// A member that the type needs is absent or null.
        public static let missingField = Code("missing_field")
        /// A member has another JSON type than the documented one.
        public static let wrongType = Code("wrong_type")
        /// A member has the right JSON type but a value outside the documented form.
        public static let invalidValue = Code("invalid_value")
        /// A value that JSON cannot express (a NaN, an infinity).
        public static let unwritable = Code("unwritable")
    }

    public let code: Code
    /// One clause: what was expected, what came, where. Never the value of a secret.
    public let reason: String
    /// The member that is at fault, as a dotted path (`sms_challenge.app_signature`, `keys.0.key_id`), where one is.
    public let field: String?
    /// Offset in bytes of the byte that breaks the JSON text, where there is one.
    public let offset: Int?

    public init(_ code: Code, reason: String, field: String? = nil, offset: Int? = nil) {
        self.code = code
        self.reason = reason
        self.field = field
        self.offset = offset
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    public var description: String {
        var text = "\(code): \(reason)"
        if let field { text += " (field \(field))" }
        if let offset { text += " (byte \(offset))" }
        return text
    }
}
