import Synchronization

/// A clock that tests drive: it runs with the machine's clock until it is frozen, and jumps when it is told to.
///
/// It never goes back: a lifetime that has ended stays ended.
public final class VirtualClock: ServiceClock {
    private struct State {
        var offset: Int64 = 0
        var frozenAt: Moment?
        var sleepers: [UInt64: Sleeper] = [:]
        var nextSleeper: UInt64 = 0
    }
    private struct Sleeper {
        let deadline: Moment
        let continuation: CheckedContinuation<Void, any Error>
    }

    private let base: any ServiceClock
    private let state = Mutex(State())

    /// - Parameters:
    ///   - base: The clock that drives this one while it is not frozen.
    ///   - start: Freeze at this moment from the beginning.
    public init(base: any ServiceClock = SystemClock(), frozenAt start: Moment? = nil) {
        self.base = base
        state.withLock { $0.frozenAt = start }
    }

    public var now: Moment { state.withLock { now($0) } }

    /// Whether time stands still between jumps.
    public var isFrozen: Bool { state.withLock { $0.frozenAt != nil } }

    /// Stops the clock where it is.
    public func freeze() {
        state.withLock { state in state.frozenAt = now(state) }
    }

    /// Lets the clock run on from where it stands.
    public func resume() {
        let woken = state.withLock { state -> [Sleeper] in
            guard let frozen = state.frozenAt else { return [] }
            state.offset = frozen.milliseconds &- base.now.milliseconds
            state.frozenAt = nil
            defer { state.sleepers = [:] }
            return Array(state.sleepers.values)
        }
        // They look at the clock again and go on by the machine's time.
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Jumps forward and wakes everyone whose deadline was passed; a negative duration is ignored.
    public func advance(by duration: Duration) {
        guard duration > .zero else { return }
        let due = state.withLock { state in
            let target = now(state).advanced(by: duration)
            if state.frozenAt != nil {
                state.frozenAt = target
            } else {
                state.offset = target.milliseconds &- base.now.milliseconds
            }
            return takeDue(&state)
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    public func sleep(until deadline: Moment) async throws {
        while true {
            try Task.checkCancellation()
            let current = now
            if current >= deadline { return }
            if isFrozen {
                try await waitForJump(to: deadline)
            } else {
                // In slices, so that a jump or a freeze meanwhile is noticed.
                try await Task.sleep(for: .milliseconds(min(deadline.milliseconds - current.milliseconds, 20)))
            }
        }
    }

    private func waitForJump(to deadline: Moment) async throws {
        let id = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    if Task.isCancelled || state.frozenAt == nil || now(state) >= deadline { return true }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    private func now(_ state: borrowing State) -> Moment {
        state.frozenAt ?? Moment(milliseconds: base.now.milliseconds &+ state.offset)
    }

    private func takeDue(_ state: inout State) -> [Sleeper] {
        let current = now(state)
        let due = state.sleepers.filter { $0.value.deadline <= current }
        for id in due.keys { state.sleepers[id] = nil }
        return due.sorted { $0.value.deadline < $1.value.deadline }.map(\.value)
    }
}
