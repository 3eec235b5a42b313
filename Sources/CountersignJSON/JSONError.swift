/// Why a text is not JSON in the strict sense. `==` compares the ``code`` only.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in a name that does not change.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String
        private init(_ name: String) { self.name = name }
        package var description: String { name }

        /// Not one value in the grammar of RFC 8259, or not UTF-8.
        package static let malformed = Code("malformed")
        /// Arrays and objects nested deeper than the reader allows.
        package static let tooDeep = Code("too_deep")
        /// Two members of one object have the same name.
        package static let duplicateName = Code("duplicate_name")
    }

    package let code: Code
    /// What was expected. Never what was found: it may belong to a secret.
    package let reason: String
    /// Offset in bytes of the byte that breaks the text.
    package let offset: Int

    package var description: String { "\(code): \(reason) (byte \(offset))" }

    package static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}
