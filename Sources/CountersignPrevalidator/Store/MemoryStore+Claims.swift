import CountersignAPI
import CountersignService
import Synchronization

extension MemoryStore {
    func claim(_ claims: [Claim], at now: Moment, rules: PrevalidatorPolicy) -> [ClaimOutcome] {
        inSteps(claims) { Self.claim($0, at: now, rules: rules, in: &$1) }
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
        inSteps(attempts) { Self.count($0, at: now, rules: rules, in: &$1) }
    }

    /// Each is decided by itself: nobody has to wait until all are.
    private func inSteps<Outcome>(_ claims: [Claim], _ decide: (Claim, inout State) -> Outcome) -> [Outcome] {
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(claims.count)
        for start in stride(from: 0, to: claims.count, by: 128) {
            state.withLock { state in
                for claim in claims[start..<min(start + 128, claims.count)] { outcomes.append(decide(claim, &state)) }
            }
        }
        return outcomes
    }

    private static func claim(
        _ claim: Claim, at now: Moment, rules: PrevalidatorPolicy, in state: inout State
    ) -> ClaimOutcome {
        guard let place = state.challenges.index(forKey: claim.challengeID) else { return .refused(.challengeUnknown) }
        let entry = state.challenges.values[place]
        if let code = refusal(of: claim, entry, at: now, rules: rules, in: state) { return .refused(code) }
        guard entry.challenge.generation == claim.generation else { return .superseded }
        guard let key = state.keys[claim.keyID] else { return .refused(.keyUnknown) }
        if !state.unbound.isEmpty, state.unbound[key.deviceID] != nil { return .refused(.deviceUnbound) }
        if let code = KeyPolicy.refusal(of: key, purpose: nil, at: now) { return .refused(code) }
        state.challenges.values[place].consumedAt = now
        state.challenges.values[place].consumedBy = claim.keyID
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
        if !state.failures.isEmpty, let failures = state.failures[claim.deviceID],
            failures.count >= rules.attemptsPerDevice,
            now < failures.since.advanced(by: rules.deviceWindow)
        {
            return .attemptsExhausted
        }
        return nil
    }
}
