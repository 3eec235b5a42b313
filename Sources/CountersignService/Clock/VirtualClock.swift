import Synchronization

/// A clock that tests drive: it runs with the machine's clock until it is frozen, and jumps when it is told to.
///
/// It never goes back: a lifetime that has ended stays ended.
public final class VirtualClock: ServiceClock {
    /// How the clock stands to the one that drives it: what has to be kept of it over the end of a process.
    package struct Standing: Sendable, Equatable {
        /// Milliseconds that it is ahead while it runs.
        package var lead: Int64
        /// Where it stands while it is frozen.
        package var frozenAt: Moment?

        package init(lead: Int64 = 0, frozenAt: Moment? = nil) {
            self.lead = lead
            self.frozenAt = frozenAt
        }
    }
    private struct State {
        var standing: Standing
        var sleepers: [UInt64: Sleeper] = [:]
        var nextSleeper: UInt64 = 0
    }
    private struct Sleeper {
        let deadline: Moment
        let continuation: CheckedContinuation<Void, any Error>
    }

    private let base: any ServiceClock
    private let state: Mutex<State>

    /// - Parameters:
    ///   - base: The clock that drives this one while it is not frozen.
    ///   - start: Freeze at this moment from the beginning.
    public init(base: any ServiceClock = SystemClock(), frozenAt start: Moment? = nil) {
        self.base = base
        state = Mutex(State(standing: Standing(frozenAt: start)))
    }

    public var now: Moment { state.withLock { now($0) } }

    /// Whether time stands still between jumps.
    public var isFrozen: Bool { standing.frozenAt != nil }

    /// How it stands. Setting it wakes everyone whose deadline has passed by that, or who has to look anew.
    package var standing: Standing {
        get { state.withLock { $0.standing } }
        set { change { $0.standing = newValue } }
    }

    /// How it would stand after ``resume()``.
    package var resumed: Standing { state.withLock { resumed($0) } }

    /// How it would stand after ``advance(by:)``.
    package func advanced(by duration: Duration) -> Standing { state.withLock { advanced($0, by: duration) } }

    /// Stops the clock where it is.
    public func freeze() {
        state.withLock { state in state.standing.frozenAt = now(state) }
    }

    /// Lets the clock run on from where it stands.
    public func resume() { change { $0.standing = resumed($0) } }

    /// Jumps forward and wakes everyone whose deadline was passed; a negative duration is ignored.
    public func advance(by duration: Duration) { change { $0.standing = advanced($0, by: duration) } }

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
                    if Task.isCancelled || state.standing.frozenAt == nil || now(state) >= deadline { return true }
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
        state.standing.frozenAt ?? Moment(milliseconds: base.now.milliseconds &+ state.standing.lead)
    }

    private func resumed(_ state: borrowing State) -> Standing {
        guard let frozen = state.standing.frozenAt else { return state.standing }
        return Standing(lead: frozen.milliseconds &- base.now.milliseconds)
    }

    private func advanced(_ state: borrowing State, by duration: Duration) -> Standing {
        guard duration > .zero else { return state.standing }
        if let frozen = state.standing.frozenAt { return Standing(frozenAt: frozen.advanced(by: duration)) }
        let now = base.now
        let target = Moment(milliseconds: now.milliseconds &+ state.standing.lead).advanced(by: duration)
        return Standing(lead: target.milliseconds &- now.milliseconds)
    }

    /// Those who slept while the clock stood look at it again once it runs, and go on by the machine's time.
    private func change(_ body: (inout State) -> Void) {
        let woken = state.withLock { state in
            body(&state)
            let (now, isRunning) = (now(state), state.standing.frozenAt == nil)
            let woken = state.sleepers.filter { isRunning || $0.value.deadline <= now }
            for id in woken.keys { state.sleepers[id] = nil }
            return woken.sorted { $0.value.deadline < $1.value.deadline }.map(\.value)
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }
}
