/// What a test kit could not do, apart from what phone and bank say.
///
/// `==` compares the ``code-swift.property`` only.
public struct HarnessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        init(_ name: String) { description = name }

        /// A plan that cannot be carried out.
        public static let plan = Self("plan")
        /// A request to the phone's server that cannot be read.
        public static let request = Self("request")
        /// There is no phone, no question, no path of this name.
        public static let notFound = Self("not_found")
        /// The thing is there already, or in a state that forbids the call.
        public static let conflict = Self("conflict")
        /// The bank did not do what the story needs.
        public static let bank = Self("bank")
        /// A test asked for a phone outside of a test that has one.
        public static let noPhone = Self("no_phone")
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

extension HarnessError {
    /// A test asked for a phone and has none.
    package static let noPhone = HarnessError(.noPhone, "the test has no phone: give it the trait .boundPhone")
}

extension HarnessError {
    /// The bank did not do what a story needs.
    package static func story(_ reason: String) -> HarnessError { HarnessError(.bank, reason) }
}
