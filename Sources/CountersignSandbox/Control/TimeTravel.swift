import CountersignAPI
import CountersignService

/// Moves the clock of one bank and lets happen what is due on the way.
struct TimeTravel: Sendable {
    let dispatcher: WebhookDispatcher

    /// Ten years: far beyond any lifetime, and no time of the wire overflows.
    static let longest: Int64 = 315_360_000_000

    /// Goes from retry to retry, so that each has its own time, and answers when all that is due has happened.
    func advance(_ namespace: Namespace, byMilliseconds distance: Int64) async throws {
        let target = namespace.clock.now.milliseconds + distance
        let queue = dispatcher.queue(of: namespace)
        var isSettled = await queue.settle()
        while isSettled, let next = try? await namespace.read({ try $0.nextAttempt() }), next.milliseconds <= target {
            try await namespace.advanceClock(to: next.milliseconds)
            isSettled = await queue.settle()
        }
        try await namespace.advanceClock(to: target)
        _ = await queue.settle()
    }

    /// - Throws: ``BankFault`` 400 unless the body says how far, forward, within ``longest``.
    static func distance(_ body: AdvanceClock, from now: Timestamp) throws(BankFault) -> Int64 {
        let named = [body.seconds != nil, body.milliseconds != nil, body.to != nil].count(where: { $0 })
        guard named == 1 else { throw .invalid("seconds", "expected one of seconds, milliseconds and to") }
        let distance: Int64
        if let seconds = body.seconds {
            let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000)
            distance = overflow ? -1 : product
        } else if let milliseconds = body.milliseconds {
            distance = Int64(milliseconds)
        } else {
            distance = (body.to?.milliseconds ?? 0) - now.milliseconds
        }
        guard (0...longest).contains(distance) else {
            throw .invalid(
                body.seconds != nil ? "seconds" : body.to != nil ? "to" : "milliseconds",
                "expected 0 to \(longest / 1000) seconds ahead")
        }
        return distance
    }
}
