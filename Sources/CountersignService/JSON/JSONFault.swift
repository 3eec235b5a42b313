/// Why bytes are not JSON in the strict sense.
///
/// `==` compares the ``code`` only.
public struct JSONFault: Error, Sendable, Equatable {
    /// A stable reason. New codes may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// The body is empty or holds white space only.
        public static let empty = Self(description: "empty")
        /// The bytes are not UTF-8, or begin with a byte order mark.
        public static let encoding = Self(description: "encoding")
        /// A character stands where the grammar of RFC 8259 has no place for it.
        public static let syntax = Self(description: "syntax")
        /// Arrays and objects are nested deeper than allowed.
        public static let depth = Self(description: "depth")
        /// An object has the same member twice.
        public static let duplicateMember = Self(description: "duplicate_member")
        /// A `\u` escape is half of a surrogate pair.
        public static let loneSurrogate = Self(description: "lone_surrogate")
        /// A number has more characters than any value that a service reads.
        public static let numberTooLong = Self(description: "number_too_long")
    }

    public let code: Code
    /// Offset in bytes of what shows the fault.
    public let offset: Int

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension JSONFault: CustomStringConvertible {
    public var description: String { "\(code) at byte \(offset)" }
}
