/// A one-time password of this API: exactly six ASCII digits, leading zeros and all.
///
/// Source: Solaris API reference, Confirm change request, `tan`.
public struct OneTimePassword: Sendable, Hashable, CustomStringConvertible {
    public let digits: String

    /// Nil for anything but six ASCII digits.
    public init?(_ text: String) {
        guard text.utf8.count == 6, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        digits = text
    }

    /// The password of a number; only its last six decimal digits count.
    public init(number: UInt32) {
        let text = String(number % 1_000_000)
        digits = String(repeating: "0", count: 6 - text.utf8.count) + text
    }

    /// What the sandbox of the bank takes for the delivery method `static` and its test number: `212212`.
    public static let forTests = OneTimePassword(number: 212_212)

    /// Never the digits: a password does not belong in a log.
    public var description: String { "••••••" }
}
