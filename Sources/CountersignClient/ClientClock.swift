/// Where a client takes its time from: when a token has aged, how long to wait between two polls.
public protocol ClientClock: Sendable {
    /// Time since an arbitrary moment; it never goes back.
    var now: Duration { get }
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The machine's own clock.
public struct SystemClock: ClientClock {
    private let start = ContinuousClock.now

    public init() {}

    public var now: Duration { start.duration(to: .now) }

    public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
