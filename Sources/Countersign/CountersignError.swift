/// What went wrong on the road, in a form that code and people can both read.
///
/// `==` compares the ``code-swift.property`` only, so that a test names what it expects and not how it is worded.
public struct CountersignError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String
        package init(_ name: String) { self.name = name }
        /// The stable lower-case name, as it appears in JSON output.
        public var description: String { name }
    }

    /// The stable reason that code branches on.
    public let code: Code
    /// One clause: what was expected, what came, where. Never secret bytes.
    public let reason: String
    /// Offset in bytes of the byte that shows the defect, where there is one: of the text for hex, Base64 and
    /// JSON, of the DER for the defects of a signature's DER.
    public let offset: Int?

    package init(_ code: Code, reason: String, offset: Int? = nil) {
        self.code = code
        self.reason = reason
        self.offset = offset
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    /// The reason and, in brackets, the code.
    public var description: String { "\(reason) [\(code)]" }
}
