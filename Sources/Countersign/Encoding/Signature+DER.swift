import CCountersignEncoding

extension Signature {
    /// A signature of strict DER: `SEQUENCE { INTEGER r, INTEGER s }`, 8 to 72 bytes.
    ///
    /// - Throws: the defect, with the offset of the byte that shows it ("r has a superfluous leading zero at
    ///   byte 4"). BER forms, padding and trailing bytes are refused.
    public init(derRepresentation bytes: some Sequence<UInt8>) throws(CountersignError) {
        let bytes = Array(bytes)
        var rs = countersign_rs()
        let finding = unsafe countersign_der_decode(bytes, bytes.count, &rs)
        if let error = CountersignError(finding) { throw error }
        self.init(rs)
    }

    /// Strict DER.
    public var derRepresentation: [UInt8] {
        var der = [UInt8](repeating: 0, count: Int(COUNTERSIGN_DER_MAX_BYTES))
        let length = unsafe withUnsafePointer(to: rs) { unsafe countersign_der_encode($0, &der, nil) }
        return Array(der.prefix(length))
    }

    /// Bytes of the two INTEGERs in the DER, sign byte included: 1 to 33 each.
    public var derIntegerLengths: (r: Int, s: Int) {
        let der = derRepresentation
        let r = Int(der[3])
        return (r, der.count - 6 - r)
    }
}
