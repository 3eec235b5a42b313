/// One known mistake: what it does to what is signed, and what to say about it.
///
/// The tables of `ChallengeMistakes`, `KeyTextMistakes` and `DigestMistakes` are lists of these; a new mistake is one
/// more entry. The order inside a table is the order in which it is tried.
struct Mistake: Sendable {
    let finding: Diagnosis.Finding
    /// What a program that makes the mistake ends up with in place of what it should: bytes to hash for a challenge
    /// mistake, a digest to sign for a digest mistake. Nil where the mistake changes nothing or cannot be made.
    let apply: @Sendable ([UInt8]) -> [UInt8]?

    init(
        _ code: Diagnosis.Code, at station: Diagnosis.Station, found: String, fix: String,
        apply: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) {
        finding = Diagnosis.Finding(code: code, station: station, found: found, fix: fix)
        self.apply = apply
    }
}
