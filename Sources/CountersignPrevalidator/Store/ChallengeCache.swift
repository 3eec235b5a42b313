import CountersignAPI
import Synchronization

/// The challenges that were lately registered or asked for, in two halves: when the young one is full, the old one
/// goes.
final class ChallengeCache: Sendable {
    private struct State {
        var young: [Identifier: RegisteredChallenge] = [:]
        var old: [Identifier: RegisteredChallenge] = [:]
    }
    private let halfCapacity: Int
    private let state = Mutex(State())

    init(capacity: Int = 400_000) { halfCapacity = max(1, capacity / 2) }

    subscript(ids: [Identifier]) -> [RegisteredChallenge?] {
        state.withLock { state in ids.map { state.young[$0] ?? state.old[$0] } }
    }

    func insert(_ challenge: RegisteredChallenge) {
        state.withLock { state in
            if state.young.count >= halfCapacity {
                state.old = state.young
                state.young = [:]
            }
            state.young[challenge.id] = challenge
        }
    }

    func remove(_ id: Identifier) {
        state.withLock { state in
            state.young[id] = nil
            state.old[id] = nil
        }
    }
}
