import Synchronization

/// The port, for whoever waits until the server listens.
package final class Announcement: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Int, Never>])
        case listening(Int)
    }
    private let state = Mutex(State.waiting([]))

    package init() {}

    package func announce(port: Int) {
        let waiters = state.withLock { state -> [CheckedContinuation<Int, Never>] in
            guard case .waiting(let waiters) = state else { return [] }
            state = .listening(port)
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: port) }
    }

    package var port: Int {
        get async throws {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state -> Int? in
                    switch state {
                    case .listening(let port): return port
                    case .waiting(let waiters):
                        state = .waiting(waiters + [continuation])
                        return nil
                    }
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }
}
