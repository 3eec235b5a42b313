import CountersignService
import Synchronization

/// Lets each caller have so many signatures a second judged; what was not used within one second is lost.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Moment
    }
    private let rate: Double?
    private let clock: any ServiceClock
    private let buckets = Mutex<[String: Bucket]>([:])

    init(rate: Int?, clock: any ServiceClock) {
        self.rate = rate.map(Double.init)
        self.clock = clock
    }

    /// - Throws: ``Problem`` 429 with the seconds after which it is worth another try.
    func take(_ count: Int = 1, for caller: String) throws {
        guard let rate else { return }
        let now = clock.now
        let missing = buckets.withLock { buckets -> Double in
            var bucket = buckets[caller] ?? Bucket(tokens: rate, filledAt: now)
            let elapsed = Double(max(0, now.milliseconds - bucket.filledAt.milliseconds)) / 1000
            bucket.tokens = min(rate, bucket.tokens + elapsed * rate)
            bucket.filledAt = now
            // More than a second's worth at once takes it all, and more: the next ones wait.
            let isAllowed = bucket.tokens >= min(Double(count), rate)
            if isAllowed { bucket.tokens -= Double(count) }
            buckets[caller] = bucket
            return isAllowed ? 0 : min(Double(count), rate) - bucket.tokens
        }
        if missing > 0 {
            throw Problem(
                429, "rate_limited", "more than \(Int(rate)) signatures a second",
                retryAfter: max(1, Int((missing / rate).rounded(.up))))
        }
    }
}
