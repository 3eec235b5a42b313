/// When a phone signs: the first rule that applies decides, and without one the phone approves.
public struct ApprovalPolicy: Sendable, Hashable, CustomStringConvertible {
    public var rules: [ApprovalRule]

    public init(_ rules: [ApprovalRule]) { self.rules = rules }

    /// Signs whatever it is asked to.
    public static let approve = ApprovalPolicy([])
    /// Signs nothing.
    public static let deny = ApprovalPolicy([ApprovalRule(.deny)])
    /// Asks each time.
    public static let ask = ApprovalPolicy([ApprovalRule(.ask)])

    /// Rules joined by semicolons: `deny if amount over 100000; ask if purpose is restricted; approve`.
    ///
    /// - Throws: ``DeviceError`` `policy`.
    public init(_ text: String) throws(DeviceError) {
        rules = []
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let trimmed = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            rules.append(try ApprovalRule(String(trimmed)))
        }
    }

    public func decision(for request: SigningRequest) -> ApprovalDecision {
        rules.first { $0.applies(to: request) }?.decision ?? .approve
    }

    /// What ``init(_:)`` reads, unless words are empty, end in a space or hold `;` or ` and `.
    public var description: String {
        rules.isEmpty ? "approve" : rules.map(\.description).joined(separator: "; ")
    }
}
