internal import Countersign
internal import CountersignPrimitives

extension ImportedKey {
    /// A key out of bytes of which no other copy stays in memory.
    ///
    /// - Throws: what the core throws.
    init(secret content: SecretBytes, passphrase: Passphrase? = nil) throws(CountersignError) {
        self = try content.withArray { bytes throws(CountersignError) in
            guard let passphrase else { return try ImportedKey(anyRepresentation: bytes) }
            return try passphrase.bytes.withArray { array throws(CountersignError) in
                try ImportedKey(anyRepresentation: bytes, passphrase: array)
            }
        }
    }
}
