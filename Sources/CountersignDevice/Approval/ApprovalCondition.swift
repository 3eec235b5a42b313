import Countersign

/// What a request must be like for a rule to apply.
public enum ApprovalCondition: Sendable, Hashable, CustomStringConvertible {
    /// The text contains this one, byte for byte.
    case textContains(String)
    /// The subject contains this text, byte for byte; a request without a subject does not.
    case subjectContains(String)
    /// More than so many cents; a request without an amount is not.
    case amountOver(Int)
    /// So many cents at most; a request without an amount is not.
    case amountUpTo(Int)
    case route(SigningRequest.Route)
    case purpose(DeviceKeyPurpose)

    /// `text contains WORDS`, `subject contains WORDS`, `amount over CENTS`, `amount up to CENTS`, `route is ROUTE`,
    /// `purpose is PURPOSE`.
    ///
    /// - Throws: ``DeviceError`` `policy`.
    public init(_ text: String) throws(DeviceError) {
        if let words = Self.rest(of: text, after: "text contains ") {
            self = .textContains(words)
        } else if let words = Self.rest(of: text, after: "subject contains ") {
            self = .subjectContains(words)
        } else if let number = Self.rest(of: text, after: "amount over ").flatMap(Decimal.number) {
            self = .amountOver(number)
        } else if let number = Self.rest(of: text, after: "amount up to ").flatMap(Decimal.number) {
            self = .amountUpTo(number)
        } else if let route = Self.rest(of: text, after: "route is ").flatMap(SigningRequest.Route.init) {
            self = .route(route)
        } else if let purpose = Self.rest(of: text, after: "purpose is ").flatMap(DeviceKeyPurpose.init) {
            self = .purpose(purpose)
        } else {
            throw DeviceError(
                .policy,
                "expected a condition such as 'amount over 10000', 'text contains X' or 'route is change_request', "
                    + "found '\(text)'")
        }
    }

    private static func rest(of text: String, after beginning: String) -> String? {
        guard text.utf8.starts(with: beginning.utf8), text.utf8.count > beginning.utf8.count else { return nil }
        return String(text.utf8.dropFirst(beginning.utf8.count))
    }

    func applies(to request: SigningRequest) -> Bool {
        switch self {
        case .textContains(let words): request.text.utf8.contains(Array(words.utf8))
        case .subjectContains(let words): request.subject.map { Array($0.utf8).contains(Array(words.utf8)) } ?? false
        case .amountOver(let cents): request.amount.map { $0 > cents } ?? false
        case .amountUpTo(let cents): request.amount.map { $0 <= cents } ?? false
        case .route(let route): request.route == route
        case .purpose(let purpose): (request.purpose ?? .unrestricted) == purpose
        }
    }

    /// What ``init(_:)`` reads, unless words are empty, end in a space or hold `;` or ` and `.
    public var description: String {
        switch self {
        case .textContains(let words): "text contains \(words)"
        case .subjectContains(let words): "subject contains \(words)"
        case .amountOver(let cents): "amount over \(cents)"
        case .amountUpTo(let cents): "amount up to \(cents)"
        case .route(let route): "route is \(route.rawValue)"
        case .purpose(let purpose): "purpose is \(purpose.rawValue)"
        }
    }
}
