/// One decision and when it is taken: `deny if amount over 10000 and route is change_request`.
public struct ApprovalRule: Sendable, Hashable, CustomStringConvertible {
    public var decision: ApprovalDecision
    /// All of them must apply; none: always.
    public var conditions: [ApprovalCondition]

    public init(_ decision: ApprovalDecision, if conditions: [ApprovalCondition] = []) {
        self.decision = decision
        self.conditions = conditions
    }

    /// A decision, then perhaps ` if ` and conditions joined by ` and `.
    ///
    /// - Throws: ``DeviceError`` `policy`.
    public init(_ text: String) throws(DeviceError) {
        let parts = text.split(separator: " if ", maxSplits: 1)
        guard let first = parts.first else { throw DeviceError(.policy, "expected a rule, found an empty text") }
        decision = try ApprovalDecision(String(first))
        conditions = []
        guard parts.count == 2 else { return }
        for part in parts[1].split(separator: " and ", omittingEmptySubsequences: false) {
            conditions.append(try ApprovalCondition(String(part)))
        }
    }

    func applies(to request: SigningRequest) -> Bool { conditions.allSatisfy { $0.applies(to: request) } }

    /// What ``init(_:)`` reads, unless words are empty, end in a space or hold `;` or ` and `.
    public var description: String {
        guard !conditions.isEmpty else { return decision.description }
        return "\(decision) if " + conditions.map(\.description).joined(separator: " and ")
    }
}
