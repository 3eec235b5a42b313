/// What a policy says to a request.
public enum ApprovalDecision: Sendable, Hashable, CustomStringConvertible {
    /// The phone signs at once.
    case approve
    /// The phone refuses.
    case deny
    /// The phone signs after a while, like a person who reads first.
    case delay(milliseconds: Int)
    /// Somebody is asked: a callback, a terminal, a test over HTTP.
    case ask

    /// The longest delay: a day.
    static let longestDelay = 86_400_000

    /// `approve`, `deny`, `ask`, or `delay` with seconds or milliseconds: `delay 2s`, `delay 250ms`.
    ///
    /// - Throws: ``DeviceError`` `policy`.
    public init(_ text: String) throws(DeviceError) {
        let words = text.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("approve", 1): self = .approve
        case ("deny", 1): self = .deny
        case ("ask", 1): self = .ask
        case ("delay", 2): self = .delay(milliseconds: try Self.milliseconds(words[1]))
        default:
            throw DeviceError(.policy, "expected approve, deny, ask, or delay with a time such as 2s, found '\(text)'")
        }
    }

    private static func milliseconds(_ text: String) throws(DeviceError) -> Int {
        let isMilliseconds = text.hasSuffix("ms")
        let digits = text.dropLast(isMilliseconds ? 2 : 1)
        guard isMilliseconds || text.hasSuffix("s"), let number = Decimal.number(digits),
            number <= longestDelay / (isMilliseconds ? 1 : 1000)
        else {
            throw DeviceError(.policy, "expected a time of at most a day, such as 2s or 250ms, found '\(text)'")
        }
        return isMilliseconds ? number : number * 1000
    }

    /// What ``init(_:)`` reads.
    public var description: String {
        switch self {
        case .approve: "approve"
        case .deny: "deny"
        case .ask: "ask"
        case .delay(let time): time % 1000 == 0 ? "delay \(time / 1000)s" : "delay \(time)ms"
        }
    }
}

/// Plain decimal numbers of ASCII digits: `Int(_:)` takes signs, too.
enum Decimal {
    static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
