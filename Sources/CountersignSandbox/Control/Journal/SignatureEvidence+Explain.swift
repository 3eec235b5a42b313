import Countersign
import CountersignAPI

extension SignatureEvidence {
    /// Why the signature was refused. It tries thousands of possibilities: not on a thread that others wait for.
    func explain() throws -> [JournalEntry.Finding] {
        let accepted = try keys.map { try VerifyingKey(hexPoint: $0) }
        guard let first = accepted.first else { return expiry }
        let diagnosis = try Diagnosis(
            of: field, for: Challenge(text), under: first,
            otherKeys: Array(accepted.dropFirst()) + otherKeys.map { try VerifyingKey(hexPoint: $0) },
            otherTexts: otherTexts.map { Challenge($0) })
        if diagnosis.isValid { return expiry }
        return expiry
            + diagnosis.findings.map {
                JournalEntry.Finding(
                    code: $0.code.description, station: $0.station.rawValue, found: $0.found, fix: $0.fix)
            }
    }

    /// That the signature came too late, whatever else there is to say of it.
    private var expiry: [JournalEntry.Finding] {
        guard let expiredAt else { return [] }
        return [
            JournalEntry.Finding(
                code: "challenge_expired", station: Diagnosis.Station.challenge.rawValue,
                found: "the text to be signed had expired at \(expiredAt)",
                fix: "authorize anew before it expires, or open a new change request; sign the text of that answer")
        ]
    }
}
