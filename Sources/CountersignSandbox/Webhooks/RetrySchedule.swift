/// When a webhook that was not taken is tried again.
///
/// Source: Solaris API reference, Webhooks: 25 retries over about 5 days. The curve is this project's choice.
enum RetrySchedule {
    static let retries = 25

    /// Seconds between an attempt and the next one: 14 after the first, growing with the cube, 4 days and 21 hours in
    /// total. Nil when no retry is left.
    static func delay(afterAttempt attempt: Int) -> Int64? {
        guard (1...retries).contains(attempt) else { return nil }
        return 10 + 4 * Int64(attempt * attempt * attempt)
    }
}
