import Countersign
public import CountersignAPI
import CountersignPrimitives
public import CountersignService

extension Prevalidator {
    /// Registers a text that is to be signed once.
    ///
    /// - Parameters:
    ///   - device: who has to sign; nil: any enrolled key.
    ///   - operation: what is signed for; decides the key purpose by the policy.
    ///   - purpose: the key purpose, where it is known.
    ///   - lifetime: until the challenge expires; the policy's unless given.
    ///   - superseding: whether another text under this id gives way; for what the bank itself has authorized again.
    /// - Returns: its end, and whether it is new.
    /// - Throws: ``PrevalidatorError`` `challenge_conflict` when the id stands for another text, `text_refused`,
    ///   `invalid_value` for a lifetime that the policy does not allow and an operation that it does not name,
    ///   `store_unavailable`.
    @discardableResult
    public func register(
        _ id: Identifier, text: String, device: Identifier? = nil, operation: String? = nil, purpose: String? = nil,
        lifetime: Duration? = nil, superseding: Bool = false
    ) async throws -> (expiresAt: Moment, isNew: Bool) {
        try NameRule.check(id, "challenge_id")
        try NameRule.check(device, "device_id")
        if let purpose { try NameRule.check(purpose, "purpose") }
        // What the bank wants signed is refused when it is signed, with a verdict that says so.
        if !superseding, let reason = policy.refusal(ofText: Array(text.utf8)) {
            throw PrevalidatorError(.textRefused, reason, field: "text")
        }
        let lifetime = lifetime ?? policy.challengeLifetime
        guard lifetime > .zero, lifetime <= policy.longestLifetime else {
            throw PrevalidatorError(
                .invalidValue, "expected a lifetime of 1 to \(policy.longestLifetime.components.seconds) seconds",
                field: "lifetime_seconds")
        }
        let now = clock.now
        let wanted = RegisteredChallenge(
            id: id, deviceID: device, purpose: try purpose ?? policy.purpose(of: operation),
            text: Challenge(text), registeredAt: now, expiresAt: now.advanced(by: lifetime))
        let stored = try await store.register(wanted, superseding: superseding)
        guard stored.isNew || stored.challenge.isSame(as: wanted) else {
            throw PrevalidatorError(
                .challengeConflict, "the id \(id) stands for another challenge", field: "challenge_id")
        }
        return (stored.challenge.expiresAt, stored.isNew)
    }

    /// Issues a challenge: registers it under a random id and with a random text, unless they are given.
    ///
    /// Both are 128 random bits as 32 hex digits, as the bank's own are.
    ///
    /// - Parameters: as for ``register(_:text:device:operation:purpose:lifetime:superseding:)``.
    /// - Returns: what is to be signed, under which id and until when, and whether the challenge is new.
    /// - Throws: as ``register(_:text:device:operation:purpose:lifetime:superseding:)``.
    public func issue(
        _ id: Identifier? = nil, text: String? = nil, device: Identifier? = nil, operation: String? = nil,
        purpose: String? = nil, lifetime: Duration? = nil
    ) async throws -> (id: Identifier, text: String, expiresAt: Moment, isNew: Bool) {
        let id = try id ?? Identifier(Self.randomText())
        let text = try text ?? Self.randomText()
        let registered = try await register(
            id, text: text, device: device, operation: operation, purpose: purpose, lifetime: lifetime)
        return (id, text, registered.expiresAt, registered.isNew)
    }

    private static func randomText() throws -> String { Hex.encode(try Random.bytes(16)) }

    /// Forgets a challenge: it cannot be answered any more.
    ///
    /// - Throws: ``PrevalidatorError`` `challenge_unknown`, `store_unavailable`.
    public func withdraw(_ id: Identifier) async throws {
        guard try await store.withdraw(id) else {
            throw PrevalidatorError(.challengeUnknown, "no challenge \(id) is registered")
        }
    }

    /// Forgets challenges that ended longer ago than the policy remembers them. For now and then: the service does it
    /// every ten seconds.
    ///
    /// - Throws: ``PrevalidatorError`` `store_unavailable`.
    public func sweep() async throws {
        try await store.sweep(before: clock.now.advanced(by: .zero - policy.retention))
    }
}
