import CountersignAPI
import CountersignService

/// Asks the pre-validator, and writes down what it said before anybody is told.
struct VerdictDesk: Sendable {
    let prevalidator: Prevalidator
    let audit: AuditLog?
    let metrics: PrevalidatorMetrics

    func verdict(_ question: Question, caller: String, requestID: String) async -> Verdict {
        await recorded([question], [await prevalidator.verify(question)], caller, requestID)[0]
    }

    func verdicts(_ questions: [Question], caller: String, requestID: String) async -> [Verdict] {
        await recorded(questions, await prevalidator.verify(questions), caller, requestID)
    }

    /// An `ok` that cannot be written down is none: what it spent is given back.
    private func recorded(
        _ questions: [Question], _ verdicts: [Verdict], _ caller: String, _ requestID: String
    ) async -> [Verdict] {
        var verdicts = verdicts
        if let audit {
            let entries = zip(questions, verdicts).map { question, verdict in
                AuditEntry(
                    event: "verdict", code: verdict.code.rawValue, challengeID: question.challengeID,
                    keyID: verdict.keyID, deviceID: question.deviceID, caller: caller, requestID: requestID)
            }
            do {
                try await audit.append(entries)
            } catch {
                for verdict in verdicts { try? await prevalidator.release(verdict) }
                verdicts = verdicts.map { Verdict(.storeUnavailable, keyID: $0.keyID) }
            }
        }
        for verdict in verdicts { metrics.countVerdict(verdict.code) }
        return verdicts
    }
}
