/// Why a batch could not be run, or a key not be enrolled. What is wrong with one item is never an error but its
/// ``BatchVerdict``.
///
/// `==` compares the ``code-swift.property`` only.
public struct BatchError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String
        init(_ name: String) { self.name = name }
        /// The stable lower-case name.
        public var description: String { name }

        /// No kernel has the name that was asked for.
        public static let kernelUnknown = Self("kernel_unknown")
        /// This CPU or operating system cannot run the kernel that was asked for.
        public static let kernelUnavailable = Self("kernel_unavailable")
        /// The kernel gave a wrong known answer.
        public static let kernelSelfTest = Self("kernel_self_test")
        /// No table has this size.
        public static let tableSize = Self("table_size")
        /// The point is not on P-256.
        public static let keyMalformed = Self("key_malformed")
        /// Another key is enrolled under this id.
        public static let keyIDTaken = Self("key_id_taken")
        /// More requests wait than the queue may hold.
        public static let queueFull = Self("queue_full")
        /// The verifier is being drained and takes no more requests.
        public static let drained = Self("drained")
        /// No memory could be had.
        public static let memory = Self("memory")
        /// A fault of this library.
        public static let internalFault = Self("internal")
    }

    /// The stable reason that code branches on.
    public let code: Code
    /// One clause: what was expected, what came, where.
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    /// The reason and, in brackets, the code.
    public var description: String { "\(reason) [\(code)]" }
}
