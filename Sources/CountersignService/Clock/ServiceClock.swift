/// Where a service takes its time from. Nothing below it asks the system for the date.
public protocol ServiceClock: Sendable {
    var now: Moment { get }
    /// Returns when the clock has reached `deadline`.
    /// - Throws: `CancellationError` when the task is cancelled first.
    func sleep(until deadline: Moment) async throws
}
