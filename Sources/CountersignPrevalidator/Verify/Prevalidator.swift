import Countersign
import CountersignAPI
import CountersignBatch
public import CountersignService

/// Says whether a signature is good before the bank is asked.
///
/// In this order: parse, key and policy, verify, one atomic claim in the store, answer. It fails closed: whatever it
/// cannot decide is not `ok`.
public final class Prevalidator: Sendable {
    public let policy: PrevalidatorPolicy
    let store: any PrevalidatorStore
    let registry: KeyRegistry
    let verifier: BatchVerifier
    let clock: any ServiceClock
    private let desk: CoalescingVerifier

    /// A pre-validator that keeps everything in memory.
    ///
    /// - Throws: `BatchError` when no kernel can be used.
    public convenience init(policy: PrevalidatorPolicy = .init(), clock: any ServiceClock = SystemClock()) throws {
        self.init(policy: policy, store: MemoryStore(), verifier: try BatchVerifier(), clock: clock)
    }

    init(policy: PrevalidatorPolicy, store: any PrevalidatorStore, verifier: BatchVerifier, clock: any ServiceClock) {
        self.policy = policy
        self.store = store
        self.verifier = verifier
        self.clock = clock
        registry = KeyRegistry(verifier)
        desk = CoalescingVerifier(verifier)
    }

    /// Takes in what the store has; before the first question.
    func load() async throws {
        let stored = try await store.allKeys()
        try registry.load(stored.keys, unbound: stored.unbound)
    }

    /// The verdict of one signature.
    public func verify(_ question: Question) async -> Verdict {
        do {
            // Once more where the bank authorized the challenge again in between.
            for _ in 0..<3 {
                if let verdict = try await judge(question) { return verdict }
            }
            return Verdict(.internal, keyID: question.keyID)
        } catch {
            return Verdict(Self.code(of: error), keyID: question.keyID)
        }
    }

    static func code(of error: any Error) -> VerdictCode {
        (error as? PrevalidatorError)?.code == .storeUnavailable ? .storeUnavailable : .internal
    }

    /// Gives back what an `ok` has spent.
    func release(_ verdict: Verdict) async throws {
        if let claim = verdict.claim { try await store.release(claim) }
    }

    /// Returns when all that was asked is answered.
    func drain() async { await desk.drain() }

    /// Nil when the challenge stands for another text by now.
    private func judge(_ question: Question) async throws -> Verdict? {
        guard let challenge = try await store.challenges([question.challengeID])[0] else {
            return Verdict(.challengeUnknown, keyID: question.keyID)
        }
        let keys: KeyRegistry.Candidates
        switch candidates(question.keyID, question.deviceID, challenge, at: clock.now) {
        case .failure(let refusal): return Verdict(refusal.code, keyID: question.keyID)
        case .success(let entries): keys = entries
        }
        var best = BatchVerdict.Code.signatureMismatch
        for entry in keys.all {
            let item = BatchItem(key: entry.handle, challenge: challenge.text, signature: question.signature)
            let code = try await desk.verify(item).code
            if code == .ok { return try await claim(challenge, entry) }
            best = code
            // No other key makes a signature of what is none.
            if code != .signatureMismatch, code != .keyUnknown { break }
        }
        return try await countAttempt(challenge, keys.first, Self.code(of: best), question)
    }

    /// What the rules say before anything is verified: the keys that may have signed.
    func candidates(
        _ keyID: Identifier?, _ deviceID: Identifier?, _ challenge: RegisteredChallenge, at now: Moment
    ) -> Result<KeyRegistry.Candidates, Refusal> {
        if now >= challenge.expiresAt { return .failure(Refusal(code: .challengeExpired)) }
        if policy.refusal(ofText: challenge.text.utf8) != nil { return .failure(Refusal(code: .textRefused)) }
        if let asked = deviceID, let expected = challenge.deviceID, asked != expected {
            // Another device's challenge is none of this one's.
            return .failure(Refusal(code: .challengeUnknown))
        }
        return registry.candidates(
            keyID: keyID, deviceID: deviceID ?? challenge.deviceID, purpose: challenge.purpose, at: now)
    }

    private func claim(_ challenge: RegisteredChallenge, _ entry: KeyRegistry.Entry) async throws -> Verdict? {
        let claim = Claim(
            challengeID: challenge.id, generation: challenge.generation, keyID: entry.key.id,
            deviceID: entry.key.deviceID)
        switch try await store.claim([claim], at: clock.now, rules: policy)[0] {
        case .claimed: return Verdict(.ok, keyID: entry.key.id, claim: claim)
        case .refused(let code): return Verdict(code, keyID: entry.key.id)
        case .superseded: return nil
        }
    }

    private func countAttempt(
        _ challenge: RegisteredChallenge, _ entry: KeyRegistry.Entry, _ code: VerdictCode, _ question: Question
    ) async throws -> Verdict? {
        let attempt = Claim(
            challengeID: challenge.id, generation: challenge.generation, keyID: entry.key.id,
            deviceID: entry.key.deviceID)
        switch try await store.countAttempts([attempt], at: clock.now, rules: policy)[0] {
        case .counted(let left): return Verdict(code, keyID: question.keyID, attemptsLeft: left)
        case .refused(let refusal): return Verdict(refusal, keyID: question.keyID)
        case .superseded: return nil
        }
    }

    static func code(of code: BatchVerdict.Code) -> VerdictCode {
        switch code {
        case .ok: .ok
        case .signatureMismatch: .signatureMismatch
        case .signatureEncoding: .signatureEncoding
        case .signatureMalformed: .signatureMalformed
        // Revoked while the request was under way.
        case .keyUnknown: .keyRevoked
        case .keyMalformed: .internal
        }
    }
}
