import CCountersignEncoding
import CCountersignOpenSSL

// The one file that turns what C reports into what Swift throws.
extension CountersignError {
    /// What the codec found; nil for "nothing wrong".
    init?(_ finding: countersign_finding) {
        guard finding.defect != COUNTERSIGN_DEFECT_NONE else { return nil }
        self.init(finding.defect, offset: Int(finding.offset))
    }

    /// A defect and where it shows. Hex defects count characters, all others bytes of the DER.
    private init(_ defect: countersign_defect, offset: Int) {
        let isHex = defect.rawValue < COUNTERSIGN_DEFECT_DER_TRUNCATED.rawValue
        let clause = unsafe String(cString: countersign_defect_reason(defect))
        self.init(
            Code(unsafe String(cString: countersign_defect_name(defect))),
            reason: "\(clause) at \(isHex ? "character" : "byte") \(offset)",
            offset: offset)
    }

    /// What a call of the OpenSSL wrapper reported. `status` is anything but OK and MISMATCH.
    init(_ status: countersign_status, _ error: countersign_error) {
        if status == COUNTERSIGN_ERROR_SIGNATURE, error.defect != COUNTERSIGN_DEFECT_NONE {
            self.init(error.defect, offset: Int(error.offset))
            return
        }
        var reason = unsafe withUnsafeBytes(of: error.reason) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let name = unsafe String(cString: countersign_status_name(status))
        if reason.isEmpty { reason = name }
        self.init(Code(name), reason: reason, offset: error.offset < 0 ? nil : error.offset)
    }

    /// Throws what `status` says, unless it is OK.
    static func check(_ status: countersign_status, _ error: countersign_error) throws(CountersignError) {
        guard status == COUNTERSIGN_OK else { throw CountersignError(status, error) }
    }
}
