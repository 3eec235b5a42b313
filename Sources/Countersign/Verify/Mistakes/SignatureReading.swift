/// A signature field read by any means, and what was wrong with how it was written.
struct SignatureReading {
    let signature: Signature
    let findings: [Diagnosis.Finding]

    /// Every reading of a field. A field that is right has exactly one, without findings; integers that lost their
    /// leading zeros may have several, of which a verification picks one.
    static func all(of field: [UInt8]) -> [SignatureReading] {
        field.count > maximumLength ? [] : text(field, depth: 0) ?? binary(field)
    }

    /// Twice what the bank takes in `signature`, and far more than any signature in any wrapping.
    private static let maximumLength = 4_096

    /// No field is wrapped more often than this in practice, and each layer makes it shorter.
    private static let maximumDepth = 4

    // MARK: Layers of text

    private static func text(_ field: [UInt8], depth: Int) -> [SignatureReading]? {
        guard depth < maximumDepth, !field.isEmpty else { return nil }
        if let bytes = TextForms.hexDecoded(field) {
            return payload(bytes, as: .hex)
                ?? text(bytes, depth: depth + 1)?.adding(EncodingFindings.hexTwice)
                ?? LooseIntegers.readings(nibbles: field, container: .hex)
        }
        if let readings = LooseIntegers.readings(nibbles: field, container: .hex) { return readings }
        if let bytes = TextForms.base64Decoded(field) {
            if let readings = payload(bytes, as: .base64) { return readings }
            if let readings = text(bytes, depth: depth + 1) { return readings.adding(EncodingFindings.base64OfHex) }
        }
        for (finding, peel) in Wrapping.all {
            if let inner = peel(field), let readings = text(inner, depth: depth + 1) {
                return readings.adding(finding)
            }
        }
        return nil
    }

    /// The field as bytes that were never written as text. What can be printed is text, if of something else: the
    /// 64 characters of a digest in hex would pass for r ‖ s.
    private static func binary(_ field: [UInt8]) -> [SignatureReading] {
        if field.allSatisfy({ (0x20...0x7E).contains($0) }) { return [] }
        return payload(field, as: .binary) ?? []
    }

    // MARK: What the bytes are

    enum Container { case hex, base64, binary }

    private static func payload(_ bytes: [UInt8], as container: Container) -> [SignatureReading]? {
        if let signature = try? Signature(derRepresentation: bytes) {
            return [SignatureReading(signature: signature, findings: EncodingFindings.der(in: container))]
        }
        if let der = LaxDER(bytes) {
            let defect = der.codes.map { EncodingFindings.lax($0, bytes) }
            return [
                SignatureReading(
                    signature: der.signature, findings: EncodingFindings.der(in: container) + defect)
            ]
        }
        if let signature = try? Signature(rawRepresentation: bytes) {
            return [SignatureReading(signature: signature, findings: [EncodingFindings.rs(in: container)])]
        }
        if let signature = LooseIntegers.withSignBytes(bytes) {
            return [SignatureReading(signature: signature, findings: [EncodingFindings.rsSignBytes])]
        }
        guard container == .base64 else { return nil }
        return LooseIntegers.readings(nibbles: Array(Hex.encode(bytes).utf8), container: container)
    }
}

extension [SignatureReading] {
    fileprivate func adding(_ finding: Diagnosis.Finding) -> Self {
        map { SignatureReading(signature: $0.signature, findings: [finding] + $0.findings) }
    }
}
