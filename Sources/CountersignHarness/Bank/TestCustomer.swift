public import CountersignAPI

/// A person of a test's bank, with a verified mobile number and an account.
public struct TestCustomer: Sendable {
    public let person: Identifier
    /// E.164.
    public let number: String
    public let account: Account
}
