import CoreMetrics
import CountersignService
import Synchronization

/// What one operation counts: its answers by status, and how long they took. Found once, since looking a series up by
/// its labels takes longer than many a request.
final class OperationMetrics: Sendable {
    private let name: String
    private let factory: PrometheusFactory
    private let answers = Mutex<[Int: any CounterHandler]>([:])
    private let latency: any TimerHandler

    init(_ name: String, factory: PrometheusFactory) {
        self.name = name
        self.factory = factory
        latency = factory.makeTimer(label: "countersign_sandbox_request_duration", dimensions: [("route", name)])
    }

    /// Counts an answer that was begun at `start`.
    func record(status: Int, since start: ContinuousClock.Instant) {
        let counter = answers.withLock { answers in
            if let known = answers[status] { return known }
            let made = factory.makeCounter(
                label: "countersign_sandbox_requests", dimensions: [("route", name), ("status", String(status))])
            answers[status] = made
            return made
        }
        counter.increment(by: 1)
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        latency.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
