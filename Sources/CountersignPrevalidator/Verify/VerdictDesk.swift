import CountersignAPI
import CountersignBatch
import CountersignService

/// Asks the pre-validator, and writes down what it said before anybody is told.
struct VerdictDesk: Sendable {
    let prevalidator: Prevalidator
    let audit: AuditLog?
    let metrics: PrevalidatorMetrics

    /// Pieces of one batch that are judged at once.
    var width: Int { prevalidator.verifier.width }

    func verdict(_ question: Question, caller: String, requestID: String) async -> Verdict {
        let verdicts = [await prevalidator.verify(question)]
        return await recorded(verdicts, caller, requestID) { _ in (question.challengeID, question.deviceID) }[0]
    }

    /// What was said about a signature that the gateway saw and that spends no challenge of the store.
    ///
    /// - Returns: `store_unavailable` where it cannot be written down.
    func noted(
        _ code: VerdictCode, challenge: Identifier? = nil, device: Identifier? = nil, caller: String, requestID: String
    ) async -> VerdictCode {
        await recorded([Verdict(code)], caller, requestID) { _ in (challenge, device) }[0].code
    }

    /// The verdicts of a piece of a batch, of which several are under way at once.
    func verdicts(_ list: QuestionList, caller: String, requestID: String) async -> [Verdict] {
        let verdicts = await prevalidator.verify(list, onAllCores: false)
        return await recorded(verdicts, caller, requestID) { index in
            (list.rows[index].challengeID, list.rows[index].deviceID)
        }
    }

    /// An `ok` that cannot be written down is none: what it spent is given back.
    private func recorded(
        _ verdicts: [Verdict], _ caller: String, _ requestID: String,
        of ids: (Int) -> (challenge: Identifier?, device: Identifier?)
    ) async -> [Verdict] {
        var verdicts = verdicts
        if let audit {
            let entries = verdicts.enumerated().map { index, verdict in
                AuditEntry(
                    event: "verdict", code: verdict.code.rawValue, challengeID: ids(index).challenge,
                    keyID: verdict.keyID, deviceID: ids(index).device, caller: caller, requestID: requestID)
            }
            do {
                try await audit.append(entries)
            } catch {
                for verdict in verdicts { try? await prevalidator.release(verdict) }
                verdicts = verdicts.map { Verdict(.storeUnavailable, keyID: $0.keyID) }
            }
        }
        metrics.countVerdicts(verdicts)
        return verdicts
    }
}
