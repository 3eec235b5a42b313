import CountersignAPI
import CountersignPrimitives

/// A code that was sent, and the rule for what is given back.
struct IssuedOTP: Sendable, Equatable {
    let digits: String
    let expiresAt: Timestamp
    let attemptsLeft: Int

    enum Outcome: Sendable, Equatable {
        case right
        case wrong(attemptsLeft: Int)
        case expired
    }

    /// Exactly the digits that were sent, before the moment of expiry, while tries are left. The comparison takes the
    /// same time wherever two codes differ.
    func outcome(given text: String, now: Timestamp) -> Outcome {
        if now >= expiresAt { return .expired }
        if attemptsLeft > 0, MessageAuthentication.areEqual(Array(digits.utf8), Array(text.utf8)) { return .right }
        return .wrong(attemptsLeft: max(0, attemptsLeft - 1))
    }
}
