import CCountersignEncoding

/// Hex digits to bytes and back, by the project's one codec.
package enum Hex {
    /// Lower-case hex of bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { out in
            unsafe out.withMemoryRebound(to: CChar.self) { text in
                if let start = text.baseAddress {
                    unsafe countersign_hex_encode(bytes, bytes.count, start)
                }
            }
            return 2 * bytes.count
        }
    }

    /// Bytes of hex digits in either case and nothing else: no prefix, no white space, no full-width digits.
    ///
    /// - Throws: `hexEmpty`, `hexOddLength` or `hexDigit` with the offset of the character.
    package static func decode(_ text: String) throws(CountersignError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: text.utf8.count / 2)
        let finding = unsafe countersign_hex_decode(text, text.utf8.count, &bytes, bytes.count)
        if let error = CountersignError(finding) { throw error }
        return bytes
    }
}
