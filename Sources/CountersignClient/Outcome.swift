public import CountersignAPI

/// What became of a call that the bank may protect.
public enum Outcome<Value: Sendable>: Sendable {
    /// Done at once.
    case executed(Value)
    /// Done when the customer has authorized it.
    case changeRequest(TriggeredChangeRequest)

    /// The id of the change request, where one is needed.
    public var changeRequestID: Identifier? {
        if case .changeRequest(let request) = self { request.id } else { nil }
    }

    /// What was executed, where it was.
    public var value: Value? { if case .executed(let value) = self { value } else { nil } }
}

extension Outcome: Equatable where Value: Equatable {}

/// A part of a list.
public struct ListPage<Element: Sendable>: Sendable {
    public let elements: [Element]
    /// How many the whole list has, where the bank says so.
    public let total: Int?
    /// Whether the bank names a page after this one.
    public let hasNext: Bool
}

extension ListPage: Equatable where Element: Equatable {}
