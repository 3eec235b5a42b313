import Synchronization

/// Counts from one, whoever asks.
final class Counter: Sendable {
    private let state = Mutex(0)

    func next() -> Int {
        state.withLock { count in
            count += 1
            return count
        }
    }
}
