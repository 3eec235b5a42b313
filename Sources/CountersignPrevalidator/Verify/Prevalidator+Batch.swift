import CountersignAPI
import CountersignBatch
import CountersignService

extension Prevalidator {
    private struct Candidate {
        let index: Int
        let challenge: RegisteredChallenge
        let keys: [KeyRegistry.Entry]

        /// The claim of the key that was tried.
        var claim: Claim {
            Claim(
                challengeID: challenge.id, generation: challenge.generation, keyID: keys[0].key.id,
                deviceID: keys[0].key.deviceID)
        }
    }

    /// The verdicts of many signatures, in their order; each is judged as if it had come alone.
    public func verify(_ questions: [Question]) async -> [Verdict] {
        do {
            return try await judge(questions)
        } catch {
            let code = Self.code(of: error)
            return questions.map { Verdict(code, keyID: $0.keyID) }
        }
    }

    private func judge(_ questions: [Question]) async throws -> [Verdict] {
        let challenges = try await store.challenges(questions.map(\.challengeID))
        var verdicts = questions.map { Verdict(.challengeUnknown, keyID: $0.keyID) }
        var candidates: [Candidate] = []
        candidates.reserveCapacity(questions.count)
        var batch = Batch(minimumCapacity: questions.count)
        for (index, question) in questions.enumerated() {
            guard let challenge = challenges[index] else { continue }
            switch self.candidates(question, challenge) {
            case .failure(let refusal): verdicts[index] = Verdict(refusal.code, keyID: question.keyID)
            case .success(let keys):
                candidates.append(Candidate(index: index, challenge: challenge, keys: keys))
                batch.append(
                    BatchItem(key: keys[0].handle, challenge: challenge.text, signature: question.signature))
            }
        }
        let codes = try await verifier.verify(batch).map(\.code)
        try await settle(candidates, codes, questions, &verdicts)
        return verdicts
    }

    /// Claims what is good and counts what is not.
    private func settle(
        _ candidates: [Candidate], _ codes: [BatchVerdict.Code], _ questions: [Question], _ verdicts: inout [Verdict]
    ) async throws {
        var good: [Candidate] = []
        var bad: [(candidate: Candidate, code: VerdictCode)] = []
        var alone: [Int] = []
        for (candidate, code) in zip(candidates, codes) {
            if code == .ok {
                good.append(candidate)
            } else if candidate.keys.count > 1, code == .signatureMismatch || code == .keyUnknown {
                // Another key of the device may have signed.
                alone.append(candidate.index)
            } else {
                bad.append((candidate, Self.code(of: code)))
            }
        }
        let now = clock.now
        let claims = good.map(\.claim)
        if !claims.isEmpty {
            let outcomes = try await store.claim(claims, at: now, rules: policy)
            for (candidate, (claim, outcome)) in zip(good, zip(claims, outcomes)) {
                switch outcome {
                case .claimed: verdicts[candidate.index] = Verdict(.ok, keyID: claim.keyID, claim: claim)
                case .refused(let code): verdicts[candidate.index] = Verdict(code, keyID: claim.keyID)
                case .superseded: alone.append(candidate.index)
                }
            }
        }
        if !bad.isEmpty {
            let outcomes = try await store.countAttempts(bad.map { $0.candidate.claim }, at: now, rules: policy)
            for ((candidate, code), outcome) in zip(bad, outcomes) {
                let keyID = questions[candidate.index].keyID
                switch outcome {
                case .counted(let left):
                    verdicts[candidate.index] = Verdict(code, keyID: keyID, attemptsLeft: left)
                case .refused(let refusal): verdicts[candidate.index] = Verdict(refusal, keyID: keyID)
                case .superseded: alone.append(candidate.index)
                }
            }
        }
        for index in alone.sorted() { verdicts[index] = await verify(questions[index]) }
    }
}
