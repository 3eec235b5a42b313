import CountersignAPI
import CountersignService
import Synchronization

@testable import CountersignPrevalidator

/// A memory store that can be told to fail, before anything has happened.
final class FlakyStore: PrevalidatorStore {
    final class Switch: Sendable {
        private let value = Mutex(false)
        func set(_ isOn: Bool) { value.withLock { $0 = isOn } }
        var isOn: Bool { value.withLock { $0 } }
    }

    let fails = Switch()
    private let store = MemoryStore()

    private func check() throws {
        if fails.isOn { throw PrevalidatorError(.storeUnavailable, "told to fail") }
    }

    func enrol(_ key: DeviceKey) throws -> (key: DeviceKey, isNew: Bool)? {
        try check()
        return store.enrol(key)
    }
    func revoke(_ id: Identifier, at now: Moment) throws -> DeviceKey? {
        try check()
        return store.revoke(id, at: now)
    }
    func end(_ id: Identifier, at end: Moment) throws -> DeviceKey? {
        try check()
        return store.end(id, at: end)
    }
    func unbind(_ device: Identifier, at now: Moment) throws -> Bool {
        try check()
        return store.unbind(device, at: now)
    }
    func allKeys() throws -> (keys: [DeviceKey], unbound: [Identifier]) {
        try check()
        return store.allKeys()
    }
    func register(
        _ challenge: RegisteredChallenge, superseding: Bool
    ) throws -> (challenge: RegisteredChallenge, isNew: Bool) {
        try check()
        return store.register(challenge, superseding: superseding)
    }
    func withdraw(_ id: Identifier) throws -> Bool {
        try check()
        return store.withdraw(id)
    }
    /// Served from memory even while the store is down, as the SQLite store does: the claim is what must not pass.
    func challenges(_ ids: [Identifier]) -> [RegisteredChallenge?] { store.challenges(ids) }
    func state(_ id: Identifier) throws -> ChallengeState? {
        try check()
        return store.state(id)
    }
    func claim(_ claims: [Claim], at now: Moment, rules: PrevalidatorPolicy) throws -> [ClaimOutcome] {
        try check()
        return store.claim(claims, at: now, rules: rules)
    }
    func release(_ claim: Claim) throws {
        try check()
        store.release(claim)
    }
    func countAttempts(
        _ attempts: [Claim], at now: Moment, rules: PrevalidatorPolicy
    ) throws -> [AttemptOutcome] {
        try check()
        return store.countAttempts(attempts, at: now, rules: rules)
    }
    func sweep(before moment: Moment) throws {
        try check()
        store.sweep(before: moment)
    }
    var isUsable: Bool { !fails.isOn }
}
