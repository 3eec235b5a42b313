internal import CountersignBatch

/// The codes of a verdict line: those of the verifier, and one for lines that are no records.
enum BatchCode {
    static let malformedLine = BatchVerdict.Code.allCases.count
    static let count = malformedLine + 1

    static func index(_ code: BatchVerdict.Code) -> Int { Int(code.rawValue) }

    static func name(_ index: Int) -> String {
        index < malformedLine ? BatchVerdict.Code.allCases[index].description : "malformed_line"
    }

    /// The name without a string being made.
    static func text(_ index: Int) -> StaticString {
        switch BatchVerdict.Code(rawValue: UInt8(truncatingIfNeeded: index)) {
        case .ok: "ok"
        case .signatureMismatch: "signature_mismatch"
        case .signatureEncoding: "signature_encoding"
        case .signatureMalformed: "signature_malformed"
        case .keyUnknown: "key_unknown"
        case .keyMalformed: "key_malformed"
        case nil: "malformed_line"
        }
    }
}
