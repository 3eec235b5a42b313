import CCountersignEncoding

extension Signature {
    /// A signature of the `signature` field of `POST /v1/change_requests/{id}/confirm`: hex of strict DER.
    ///
    /// Upper-case digits are read too.
    ///
    /// - Throws: what is wrong with the hex, with the offset of the character, or with the DER, with the offset of
    ///   the byte.
    public init(field: String) throws(CountersignError) {
        try self.init(fieldBytes: Array(field.utf8))
    }

    /// The same of bytes that may not be text at all.
    init(fieldBytes field: [UInt8]) throws(CountersignError) {
        var rs = countersign_rs()
        let finding = unsafe field.withUnsafeBytes {
            unsafe countersign_field_decode($0.assumingMemoryBound(to: CChar.self).baseAddress, $0.count, &rs)
        }
        if let error = CountersignError(finding) { throw error }
        self.init(rs)
    }

    /// The `signature` field as the bank takes it: 16 to 144 lower-case hex digits of strict DER.
    public var field: String { Hex.encode(derRepresentation) }
}
