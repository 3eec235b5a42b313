import Countersign
import CountersignAPI

extension SignatureEvidence {
    /// Why the signature was refused. It tries thousands of possibilities: not on a thread that others wait for.
    func explain() throws -> [JournalEntry.Finding] {
        let accepted = try keys.map { try VerifyingKey(hexPoint: $0) }
        guard let first = accepted.first else { return [] }
        let diagnosis = try Diagnosis(
            of: field, for: Challenge(text), under: first,
            otherKeys: Array(accepted.dropFirst()) + otherKeys.map { try VerifyingKey(hexPoint: $0) },
            otherTexts: otherTexts.map { Challenge($0) })
        return diagnosis.findings.map {
            JournalEntry.Finding(code: $0.code.description, station: $0.station.rawValue, found: $0.found, fix: $0.fix)
        }
    }
}
