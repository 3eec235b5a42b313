import Countersign
import CountersignAPI

/// What was judged when a signature was refused: enough to explain it later, when somebody asks.
struct SignatureEvidence: Sendable, Equatable, Codable {
    /// The field as it was sent.
    var field: String
    /// What should have been signed.
    var text: String
    /// Texts that may have been signed instead.
    var otherTexts: [String]
    /// Hex points of the keys that were accepted, the preferred one first.
    var keys: [String]
    /// Hex points of the person's other keys.
    var otherKeys: [String]
    /// When the text had expired, where it had before the signature came.
    var expiredAt: Timestamp?
}

/// The rules of a `signature` field.
enum SignaturePolicy {
    /// Characters of a `signature` field that the bank reads.
    static let lengths = 1...2048

    /// - Throws: ``BankFault`` 400 in the bank's words.
    static func requireLength(_ field: String) throws(BankFault) {
        let length = field.utf8.count
        guard lengths.contains(length) else {
            throw .invalid(
                "signature", "length (\(length)) out of bounds (min: \(lengths.lowerBound), max: \(lengths.upperBound))"
            )
        }
    }

    /// Whether one of the keys signed the text. A field that is no signature at all is as wrong as a stranger's.
    static func isValid(_ field: String, text: String, keys: [VerifyingKey]) throws -> Bool {
        let challenge = Challenge(text)
        for key in keys where try key.verdict(field: field, for: challenge) == .valid { return true }
        return false
    }

    /// 422 with the field as it was sent.
    static func wrong(_ field: String, evidence: SignatureEvidence? = nil) -> BankFault {
        var fault = BankFault(.invalidSignature, "Signature (\(field)) verification failure.")
        fault.evidence = evidence
        return fault
    }
}
