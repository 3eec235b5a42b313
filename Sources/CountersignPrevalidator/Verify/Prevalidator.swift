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

    /// Opens a store and takes in what it has. The service stands on the same one.
    ///
    /// - Parameters:
    ///   - storage: where keys, challenges and attempts are kept. A file belongs to this object until it is gone.
    ///   - durability: what an accepted signature survives, where it is kept in a file.
    ///   - tableBudget: bytes of all key tables together.
    /// - Throws: ``PrevalidatorError`` `store_corrupt` for a file that is no store of this version,
    ///   `store_unavailable` for one that cannot be opened or that somebody else holds; `BatchError` when no kernel
    ///   can be used.
    public convenience init(
        storage: PrevalidatorSettings.Storage = .memory, durability: PrevalidatorSettings.Durability = .normal,
        policy: PrevalidatorPolicy = .init(), tableBudget: Int = PrevalidatorSettings().tableBudget,
        clock: any ServiceClock = SteadyClock()
    ) async throws {
        let store: any PrevalidatorStore =
            switch storage {
            case .memory: MemoryStore()
            case .file(let path): try SQLiteStore(path: path, durability: durability)
            }
        try await self.init(store: store, policy: policy, tableBudget: tableBudget, clock: clock)
    }

    /// The same with a store of one's own.
    init(
        store: any PrevalidatorStore, policy: PrevalidatorPolicy = .init(),
        tableBudget: Int = PrevalidatorSettings().tableBudget, clock: any ServiceClock
    ) async throws {
        var configuration = BatchVerifier.Configuration()
        configuration.tableBudget = tableBudget
        verifier = try BatchVerifier(configuration)
        self.policy = policy
        self.store = store
        self.clock = clock
        registry = KeyRegistry(verifier)
        desk = CoalescingVerifier(verifier)
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
