import CountersignAPI
import CountersignService
import Synchronization

extension MemoryStore {
    func claim(_ claims: [Claim], at now: Moment, rules: PrevalidatorPolicy) -> [ClaimOutcome] {
        state.withLock { state in claims.map { Self.claim($0, at: now, rules: rules, in: &state) } }
    }

    func release(_ claim: Claim) {
        state.withLock { state in
            guard let entry = state.challenges[claim.challengeID], entry.consumedBy == claim.keyID,
                entry.challenge.generation == claim.generation
            else { return }
            state.challenges[claim.challengeID]?.consumedAt = nil
            state.challenges[claim.challengeID]?.consumedBy = nil
        }
    }

    func countAttempts(_ attempts: [Claim], at now: Moment, rules: PrevalidatorPolicy) -> [AttemptOutcome] {
        state.withLock { state in attempts.map { Self.count($0, at: now, rules: rules, in: &state) } }
    }

    private static func claim(
        _ claim: Claim, at now: Moment, rules: PrevalidatorPolicy, in state: inout State
    ) -> ClaimOutcome {
        guard let entry = state.challenges[claim.challengeID] else { return .refused(.challengeUnknown) }
        if let code = refusal(of: claim, entry, at: now, rules: rules, in: state) { return .refused(code) }
        guard entry.challenge.generation == claim.generation else { return .superseded }
        guard let key = state.keys[claim.keyID] else { return .refused(.keyUnknown) }
        if state.unbound[key.deviceID] != nil { return .refused(.deviceUnbound) }
        if let code = KeyPolicy.refusal(of: key, purpose: nil, at: now) { return .refused(code) }
        state.challenges[claim.challengeID]?.consumedAt = now
        state.challenges[claim.challengeID]?.consumedBy = claim.keyID
        return .claimed
    }

    private static func count(
        _ attempt: Claim, at now: Moment, rules: PrevalidatorPolicy, in state: inout State
    ) -> AttemptOutcome {
        guard let entry = state.challenges[attempt.challengeID] else { return .refused(.challengeUnknown) }
        if let code = refusal(of: attempt, entry, at: now, rules: rules, in: state) { return .refused(code) }
        guard entry.challenge.generation == attempt.generation else { return .superseded }
        state.challenges[attempt.challengeID]?.attempts += 1
        var failures = state.failures[attempt.deviceID] ?? Failures(since: now)
        if now >= failures.since.advanced(by: rules.deviceWindow) { failures = Failures(since: now) }
        failures.count += 1
        state.failures[attempt.deviceID] = failures
        return .counted(left: rules.attemptsPerChallenge - entry.attempts - 1)
    }

    private static func refusal(
        of claim: Claim, _ entry: Entry, at now: Moment, rules: PrevalidatorPolicy, in state: State
    ) -> VerdictCode? {
        if entry.consumedAt != nil { return .challengeConsumed }
        if now >= entry.challenge.expiresAt { return .challengeExpired }
        if entry.attempts >= rules.attemptsPerChallenge { return .attemptsExhausted }
        if let failures = state.failures[claim.deviceID], failures.count >= rules.attemptsPerDevice,
            now < failures.since.advanced(by: rules.deviceWindow)
        {
            return .attemptsExhausted
        }
        return nil
    }
}
