/// The search behind a ``Diagnosis``: which combination of mistakes makes the signature verify?
struct DiagnosisSearch {
    private let field: [UInt8]
    /// The key that should have signed, then the others, each with its place among those.
    private let keys: [(number: Int, key: VerifyingKey)]
    /// The text that should have been signed, then the others, each with its place among those.
    private let texts: [(number: Int, utf8: [UInt8])]
    private var digests: [DigestKey: [Candidate]] = [:]
    private var verifications = 0

    private struct DigestKey: Hashable {
        let text: Int
        let mistakes: Int
    }

    /// A digest that may have been signed, and the mistakes that lead to it.
    private struct Candidate {
        let digest: [UInt8]
        let findings: [Diagnosis.Finding]
    }

    /// Which single mistakes a round combines; `text` counts challenge and digest mistakes.
    private struct Round {
        var text = 0
        var isSwapped = false
        var isOtherKey = false
        var isOtherText = false
    }

    private static let singles = [
        Round(), Round(text: 1), Round(isSwapped: true), Round(isOtherKey: true), Round(isOtherText: true),
    ]
    private static let pairs = [
        Round(text: 1, isOtherText: true), Round(text: 1, isOtherKey: true), Round(text: 1, isSwapped: true),
        Round(isOtherKey: true, isOtherText: true), Round(isSwapped: true, isOtherKey: true),
        Round(isSwapped: true, isOtherText: true), Round(text: 2),
    ]

    init(field: [UInt8], keys: [VerifyingKey], texts: [Challenge]) {
        self.field = field
        // Callers may name all that they know, the first one among them.
        self.keys = keys.enumerated().filter { $0.offset == 0 || $0.element != keys[0] }
            .map { ($0.offset, $0.element) }
        self.texts = texts.enumerated().filter { $0.offset == 0 || $0.element != texts[0] }
            .map { ($0.offset, $0.element.utf8) }
    }

    mutating func run(_ effort: Diagnosis.Effort) throws(CountersignError) -> [Diagnosis.Finding] {
        let readings: [SignatureReading]
        do throws(CountersignError) {
            readings = [SignatureReading(signature: try Signature(fieldBytes: field), findings: [])]
        } catch {
            readings = SignatureReading.all(of: field)
            if readings.isEmpty { return [.signatureUnreadable(error)] }
        }
        for round in effort == .single ? Self.singles : Self.singles + Self.pairs {
            if let findings = try search(round, in: readings) {
                return findings.isEmpty ? [.valid] : findings.inOrderOfTheRoad()
            }
            if verifications >= Diagnosis.verificationLimit { break }
        }
        let noMatch = Diagnosis.Finding.noMatch(
            keys: keys.count, texts: texts.count, isComplete: verifications < Diagnosis.verificationLimit)
        return readings[0].findings + [noMatch]
    }

    private mutating func search(
        _ round: Round, in readings: [SignatureReading]
    ) throws(CountersignError) -> [Diagnosis.Finding]? {
        for reading in readings {
            let signature =
                round.isSwapped
                ? try? Signature(r: reading.signature.s, s: reading.signature.r) : reading.signature
            guard let signature else { continue }
            for (number, key) in keys where (number > 0) == round.isOtherKey {
                for textIndex in texts.indices where (textIndex > 0) == round.isOtherText {
                    for candidate in try candidates(text: textIndex, mistakes: round.text) {
                        guard verifications < Diagnosis.verificationLimit else { return nil }
                        verifications += 1
                        guard try key.isValidSignature(signature, digest: candidate.digest) else { continue }
                        return reading.findings + candidate.findings
                            + (round.isSwapped ? [.swapped] : [])
                            + (round.isOtherKey ? [.otherKey(key, number: number)] : [])
                            + (round.isOtherText ? [.otherText(number: texts[textIndex].number)] : [])
                    }
                }
            }
        }
        return nil
    }

    /// The digests that this many mistakes about one text lead to, in the order of the tables.
    private mutating func candidates(text: Int, mistakes: Int) throws(CountersignError) -> [Candidate] {
        let key = DigestKey(text: text, mistakes: mistakes)
        if let known = digests[key] { return known }
        let signed = texts[text].utf8
        var found: [Candidate] = []
        switch mistakes {
        case 0:
            found = [Candidate(digest: try ChallengeDigest.sha256(signed), findings: [])]
        case 1:
            for (bytes, finding) in variants(of: signed) {
                found.append(Candidate(digest: try ChallengeDigest.sha256(bytes), findings: [finding]))
            }
            found += hashed(signed, after: [])
        default:
            found = variants(of: signed).flatMap { hashed($0.bytes, after: [$0.finding]) }
        }
        digests[key] = found
        return found
    }

    /// What the challenge mistakes make of a text.
    private func variants(of text: [UInt8]) -> [(bytes: [UInt8], finding: Diagnosis.Finding)] {
        (KeyTextMistakes.all + ChallengeMistakes.all).compactMap { mistake in
            mistake.apply(text).map { ($0, mistake.finding) }
        }
    }

    private func hashed(_ bytes: [UInt8], after findings: [Diagnosis.Finding]) -> [Candidate] {
        DigestMistakes.all.compactMap { mistake in
            mistake.apply(bytes).map { Candidate(digest: $0, findings: findings + [mistake.finding]) }
        }
    }
}

extension Diagnosis.Finding {
    fileprivate static let swapped = Self(
        code: .rsSwapped, station: .ecdsa, found: "r and s stand in each other's place.",
        fix: "Write r first and s second.")

    fileprivate static func otherKey(_ key: VerifyingKey, number: Int) -> Self {
        Self(
            code: .keyOther, station: .ecdsa,
            found: "Another key signed: number \(number) of the other keys (\(key.identifier.short)).",
            fix: "Sign with the key that the challenge asks for (`key_purpose`), or send the signature under its key.")
    }

    fileprivate static func otherText(number: Int) -> Self {
        Self(
            code: .textOther, station: .challenge,
            found: "Another text was signed: number \(number) of the other texts.",
            fix: "Sign the text of this challenge: the OTP for an SMS, `string_to_sign` for device signing.")
    }
}

extension [Diagnosis.Finding] {
    /// By station; inside a station a choice of text comes before what was done to it.
    fileprivate func inOrderOfTheRoad() -> Self {
        let stations = Diagnosis.Station.allCases
        return stations.flatMap { station in
            let here = filter { $0.station == station }
            return here.filter { $0.code == .textOther } + here.filter { $0.code != .textOther }
        }
    }
}
