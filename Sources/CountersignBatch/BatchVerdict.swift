import CCountersignEncoding

/// What came out for one item of a batch.
public struct BatchVerdict: Sendable, Hashable {
    /// The stable codes that ``BatchVerdict`` can carry.
    public enum Code: UInt8, Sendable, CaseIterable, CustomStringConvertible {
        /// The signature is this key's over this challenge.
        case ok
        /// A well-formed signature that does not match.
        case signatureMismatch
        /// A signature in another encoding that was recognised: Base64, r‖s, or hex of hex.
        case signatureEncoding
        /// Anything else that is not hex of strict DER.
        case signatureMalformed
        /// No key is enrolled under this id or handle.
        case keyUnknown
        /// The key given with the item is not a point of P-256.
        case keyMalformed

        /// The stable lower-case name, as it appears in JSON output.
        public var description: String {
            switch self {
            case .ok: "ok"
            case .signatureMismatch: "signature_mismatch"
            case .signatureEncoding: "signature_encoding"
            case .signatureMalformed: "signature_malformed"
            case .keyUnknown: "key_unknown"
            case .keyMalformed: "key_malformed"
            }
        }
    }

    /// What is wrong with the encoding of a signature, and where it shows.
    public struct Defect: Sendable, Hashable, CustomStringConvertible {
        private let number: UInt8
        /// Characters of the field for defects of the hex, bytes of the DER for all others.
        public let offset: Int

        init(number: UInt8, offset: Int) {
            self.number = number
            self.offset = offset
        }

        private var defect: countersign_defect { countersign_defect(rawValue: UInt32(number)) }

        /// The stable lower-case name: `r_leading_zero`.
        public var name: String { unsafe String(cString: countersign_defect_name(defect)) }
        /// One clause for people: `r has a superfluous leading zero at byte 4`.
        public var reason: String {
            let unit = defect.rawValue < COUNTERSIGN_DEFECT_DER_TRUNCATED.rawValue ? "character" : "byte"
            return unsafe "\(String(cString: countersign_defect_reason(defect))) at \(unit) \(offset)"
        }
        public var description: String { reason }
    }

    /// The verdict in one word.
    public let code: Code
    private let defectNumber: UInt8
    private let defectOffset: UInt32

    /// True for ``Code-swift.enum/ok`` and for nothing else.
    public var isValid: Bool { code == .ok }

    /// Set for ``Code-swift.enum/signatureEncoding`` and ``Code-swift.enum/signatureMalformed``.
    public var defect: Defect? {
        defectNumber == 0 ? nil : Defect(number: defectNumber, offset: Int(defectOffset))
    }

    /// What room for verdicts holds before there are any: nothing that could pass for a good one.
    package static let unset = BatchVerdict(.signatureMismatch)

    init(_ code: Code) {
        self.code = code
        defectNumber = 0
        defectOffset = 0
    }

    init(_ code: Code, _ finding: countersign_finding) {
        self.code = code
        defectNumber = UInt8(truncatingIfNeeded: finding.defect.rawValue)
        defectOffset = UInt32(clamping: finding.offset)
    }
}

extension BatchVerdict: CustomStringConvertible {
    /// The code and, where there is one, the defect.
    public var description: String { defect.map { "\(code): \($0)" } ?? "\(code)" }
}
