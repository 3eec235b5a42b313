import CountersignAPI
import CountersignService
import Synchronization

/// Everything in memory, gone with the process. Each call is one step under one lock.
final class MemoryStore: PrevalidatorStore {
    struct Entry {
        var challenge: RegisteredChallenge
        var attempts = 0
        var consumedAt: Moment?
        var consumedBy: Identifier?
    }
    struct Failures {
        var count = 0
        var since: Moment
    }
    struct State {
        var keys: [Identifier: DeviceKey] = [:]
        var unbound: [Identifier: Moment] = [:]
        var devices: Set<Identifier> = []
        var challenges: [Identifier: Entry] = [:]
        /// Ids by the minute of their end, so that a sweep looks at nothing else.
        var ends: [Int64: [Identifier]] = [:]
        var failures: [Identifier: Failures] = [:]
    }

    let state = Mutex(State())

    func enrol(_ key: DeviceKey) -> (key: DeviceKey, isNew: Bool)? {
        state.withLock { state in
            if state.unbound[key.deviceID] != nil { return nil }
            if let known = state.keys[key.id] { return (known, false) }
            state.keys[key.id] = key
            state.devices.insert(key.deviceID)
            return (key, true)
        }
    }

    func revoke(_ id: Identifier, at now: Moment) -> DeviceKey? {
        state.withLock { state in
            guard var key = state.keys[id] else { return nil }
            if key.revokedAt == nil { key.revokedAt = now }
            state.keys[id] = key
            return key
        }
    }

    func end(_ id: Identifier, at end: Moment) -> DeviceKey? {
        state.withLock { state in
            guard var key = state.keys[id] else { return nil }
            key.expiresAt = min(key.expiresAt ?? end, end)
            state.keys[id] = key
            return key
        }
    }

    func unbind(_ device: Identifier, at now: Moment) -> Bool {
        state.withLock { state in
            guard state.devices.contains(device) else { return false }
            if state.unbound[device] == nil { state.unbound[device] = now }
            return true
        }
    }

    func allKeys() -> (keys: [DeviceKey], unbound: [Identifier]) {
        state.withLock { (Array($0.keys.values), Array($0.unbound.keys)) }
    }

    func register(
        _ challenge: RegisteredChallenge, superseding: Bool
    ) -> (challenge: RegisteredChallenge, isNew: Bool) {
        state.withLock { state in
            if let known = state.challenges[challenge.id]?.challenge, !superseding || known.isSame(as: challenge) {
                return (known, false)
            }
            state.challenges[challenge.id] = Entry(challenge: challenge)
            state.ends[Self.minute(challenge.expiresAt), default: []].append(challenge.id)
            return (challenge, true)
        }
    }

    func withdraw(_ id: Identifier) -> Bool {
        state.withLock { $0.challenges.removeValue(forKey: id) != nil }
    }

    func challenges(_ ids: [Identifier]) -> [RegisteredChallenge?] {
        state.withLock { state in ids.map { state.challenges[$0]?.challenge } }
    }

    func state(_ id: Identifier) -> ChallengeState? {
        state.withLock { state in
            state.challenges[id].map {
                ChallengeState(
                    challenge: $0.challenge, attempts: $0.attempts, consumedAt: $0.consumedAt,
                    consumedBy: $0.consumedBy)
            }
        }
    }

    func sweep(before moment: Moment) {
        let minute = Self.minute(moment)
        state.withLock { state in
            for end in state.ends.keys where end <= minute {
                var kept: [Identifier] = []
                for id in state.ends.removeValue(forKey: end) ?? [] {
                    guard let expiresAt = state.challenges[id]?.challenge.expiresAt else { continue }
                    if expiresAt < moment {
                        state.challenges[id] = nil
                    } else if Self.minute(expiresAt) == end {
                        kept.append(id)
                    }
                }
                if !kept.isEmpty { state.ends[end] = kept }
            }
            state.failures = state.failures.filter { $0.value.since >= moment }
        }
    }

    var isUsable: Bool { true }

    private static func minute(_ moment: Moment) -> Int64 { moment.milliseconds / 60_000 }
}
