import Countersign
import CountersignAPI
import CountersignBatch
import CountersignService

extension Prevalidator {
    private struct Candidate {
        let index: Int
        let challenge: RegisteredChallenge
        let keys: KeyRegistry.Candidates
        /// The key that signed; the first one where none did.
        var signer: KeyRegistry.Entry

        var claim: Claim {
            Claim(
                challengeID: challenge.id, generation: challenge.generation, keyID: signer.key.id,
                deviceID: signer.key.deviceID)
        }
    }

    /// The verdicts of many signatures, in their order; each is judged as if it had come alone.
    public func verify(_ questions: [Question]) async -> [Verdict] {
        await verify(QuestionList(questions), onAllCores: true)
    }

    /// - Parameter onAllCores: false where the caller already has work for each of them.
    func verify(_ list: QuestionList, onAllCores: Bool) async -> [Verdict] {
        do {
            return try await judge(list, onAllCores)
        } catch {
            let code = Self.code(of: error)
            return list.rows.map { Verdict(code, keyID: $0.keyID) }
        }
    }

    private func judge(_ list: QuestionList, _ onAllCores: Bool) async throws -> [Verdict] {
        let challenges = try await store.challenges(list.rows.map(\.challengeID))
        var verdicts = list.rows.map { Verdict(.challengeUnknown, keyID: $0.keyID) }
        var candidates = self.candidates(list, challenges, &verdicts)
        let results = try await self.results(&candidates, list, onAllCores)
        try await settle(candidates, results, list, &verdicts)
        return verdicts
    }

    /// Those whom the rules let pass to verification; the others have their verdict.
    private func candidates(
        _ list: QuestionList, _ challenges: [RegisteredChallenge?], _ verdicts: inout [Verdict]
    ) -> [Candidate] {
        let now = clock.now
        var candidates: [Candidate] = []
        candidates.reserveCapacity(list.count)
        for (index, row) in list.rows.enumerated() {
            guard let challenge = challenges[index] else { continue }
            switch self.candidates(row.keyID, row.deviceID, challenge, at: now) {
            case .failure(let refusal): verdicts[index].code = refusal.code
            case .success(let keys):
                candidates.append(Candidate(index: index, challenge: challenge, keys: keys, signer: keys.first))
            }
        }
        return candidates
    }

    /// What the verifier says: of the newest key of each, then of the others where that one did not sign.
    private func results(
        _ candidates: inout [Candidate], _ list: QuestionList, _ onAllCores: Bool
    ) async throws -> [BatchVerdict] {
        var results = try await verify(candidates, list, onAllCores)
        var round = 0
        while true {
            let open = candidates.indices.filter { place in
                switch results[place].code {
                case .signatureMismatch, .keyUnknown: candidates[place].keys.others.count > round
                default: false
                }
            }
            if open.isEmpty { return results }
            let next = open.map { place in
                var candidate = candidates[place]
                candidate.signer = candidate.keys.others[round]
                return candidate
            }
            for (place, (candidate, result)) in zip(open, zip(next, try await verify(next, list, onAllCores))) {
                results[place] = result
                if case .ok = result.code { candidates[place] = candidate }
            }
            round += 1
        }
    }

    private func verify(
        _ candidates: [Candidate], _ list: QuestionList, _ onAllCores: Bool
    ) async throws -> [BatchVerdict] {
        var batch = Batch(minimumCapacity: candidates.count)
        list.bytes.withUnsafeBytes { bytes in
            for candidate in candidates {
                let field = UnsafeRawBufferPointer(rebasing: bytes[list.rows[candidate.index].signature])
                candidate.challenge.text.utf8.withUnsafeBytes { text in
                    _ = batch.append(
                        key: .handle(candidate.signer.handle), message: .challenge(text), signature: .field(field))
                }
            }
        }
        if onAllCores { return try await verifier.verify(batch) }
        return try onThisThread(batch)
    }

    private func onThisThread(_ batch: borrowing Batch) throws -> [BatchVerdict] { try verifier.verify(batch) }

    /// Claims what is good and counts what is not.
    private func settle(
        _ candidates: [Candidate], _ results: [BatchVerdict], _ list: QuestionList, _ verdicts: inout [Verdict]
    ) async throws {
        var good: [Int] = []
        var bad: [Int] = []
        var alone: [Int] = []
        good.reserveCapacity(candidates.count)
        for place in candidates.indices {
            if case .ok = results[place].code { good.append(place) } else { bad.append(place) }
        }
        let now = clock.now
        if !good.isEmpty {
            let claims = good.map { candidates[$0].claim }
            let outcomes = try await store.claim(claims, at: now, rules: policy)
            for (place, (claim, outcome)) in zip(good, zip(claims, outcomes)) {
                let index = candidates[place].index
                switch outcome {
                case .claimed: verdicts[index] = Verdict(.ok, keyID: claim.keyID, claim: claim)
                case .refused(let code): verdicts[index] = Verdict(code, keyID: claim.keyID)
                case .superseded: alone.append(index)
                }
            }
        }
        if !bad.isEmpty {
            let outcomes = try await store.countAttempts(bad.map { candidates[$0].claim }, at: now, rules: policy)
            for (place, outcome) in zip(bad, outcomes) {
                let index = candidates[place].index
                switch outcome {
                case .counted(let left):
                    verdicts[index].code = Self.code(of: results[place].code)
                    verdicts[index].attemptsLeft = left
                case .refused(let refusal): verdicts[index].code = refusal
                case .superseded: alone.append(index)
                }
            }
        }
        for index in alone.sorted() { verdicts[index] = await verify(list.question(index)) }
    }
}
