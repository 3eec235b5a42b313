import CountersignAPI
import CountersignService

/// Where keys, challenges and attempts are kept.
///
/// Each change is one statement of SQL that finds, checks and marks at once, so that a store that several replicas
/// share needs no lock of its own. Every call answers for what is durable: a claim that was granted stays granted.
///
/// All throw ``PrevalidatorError/Code-swift.struct/storeUnavailable``, and then nothing has happened.
protocol PrevalidatorStore: Sendable {
    /// Enrols a key, unless its id is taken.
    /// - Returns: the key that has the id, and whether this call put it there. Nil for a device that is unbound.
    func enrol(_ key: DeviceKey) async throws -> (key: DeviceKey, isNew: Bool)?
    /// Revokes a key; the first moment stays.
    /// - Returns: the key as it is now; nil where the id is unknown.
    func revoke(_ id: Identifier, at now: Moment) async throws -> DeviceKey?
    /// Gives a key an end, unless it has an earlier one.
    func end(_ id: Identifier, at end: Moment) async throws -> DeviceKey?
    /// Takes all keys of a device out of use for ever.
    /// - Returns: false where no key was ever enrolled for the device.
    func unbind(_ device: Identifier, at now: Moment) async throws -> Bool
    /// Everything, for the registry.
    func allKeys() async throws -> (keys: [DeviceKey], unbound: [Identifier])

    /// Registers a challenge, unless its id is taken.
    /// - Parameter superseding: whether the id's new text takes the place of another one: the bank authorized again.
    /// - Returns: the challenge that has the id, and whether this call put it there.
    func register(
        _ challenge: RegisteredChallenge, superseding: Bool
    ) async throws -> (challenge: RegisteredChallenge, isNew: Bool)
    /// Forgets a challenge.
    func withdraw(_ id: Identifier) async throws -> Bool
    func challenges(_ ids: [Identifier]) async throws -> [RegisteredChallenge?]
    func state(_ id: Identifier) async throws -> ChallengeState?

    /// Spends challenges: each at most once, while it lives, its attempts last, and key and device are in use.
    func claim(_ claims: [Claim], at now: Moment, rules: PrevalidatorPolicy) async throws -> [ClaimOutcome]
    /// Gives a challenge back that this key spent: the bank did not take the signature.
    func release(_ claim: Claim) async throws
    /// Counts wrong signatures on challenge and device.
    func countAttempts(
        _ attempts: [Claim], at now: Moment, rules: PrevalidatorPolicy
    ) async throws -> [AttemptOutcome]
    /// Forgets what ended before that moment.
    func sweep(before moment: Moment) async throws
    var isUsable: Bool { get async }
}
