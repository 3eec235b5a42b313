/// Why a sandbox cannot be built. `==` compares the ``code-swift.property`` only.
public struct SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        init(_ name: String) { description = name }

        /// The bank refuses the books that every client is to begin with.
        public static let books = Self("books")
    }

    public let code: Code
    /// One clause: what was expected, what came, where.
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
    public var description: String { "\(reason) [\(code)]" }
}
