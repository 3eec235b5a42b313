extension VerifyingKey {
    /// Whether a `signature` field is this key's over a text, both where a caller of another language holds them:
    /// nothing is copied.
    ///
    /// - Parameter text: UTF-8, which is not checked here.
    /// - Returns: false for a well-formed signature of another key or another text.
    /// - Throws: what is wrong with a field that is not hex of strict DER.
    @unsafe
    package func isValidSignature(
        field: UnsafeRawBufferPointer, forUTF8 text: UnsafeRawBufferPointer
    ) throws(CountersignError) -> Bool {
        unsafe try handle.isValidField(field, text: text)
    }
}
