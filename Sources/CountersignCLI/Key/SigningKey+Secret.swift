internal import Countersign
internal import CountersignPrimitives

extension SigningKey {
    /// A key out of bytes of which no other copy stays in memory.
    ///
    /// - Throws: what the core throws.
    init(secret content: SecretBytes, passphrase: Passphrase?) throws(CountersignError) {
        self = try content.withArray { bytes throws(CountersignError) in
            guard let passphrase else { return try SigningKey(anyRepresentation: bytes) }
            return try passphrase.bytes.withArray { array throws(CountersignError) in
                try SigningKey(anyRepresentation: bytes, passphrase: array)
            }
        }
    }

    /// The key in a private format; a text ends in a newline. No copy of it stays in memory.
    func secretRepresentation(_ format: KeyFormat, _ passphrase: Passphrase?) throws(CountersignError) -> SecretBytes {
        var bytes =
            if let passphrase {
                try passphrase.bytes.withArray { array throws(CountersignError) in
                    try representation(format, passphrase: array)
                }
            } else {
                try representation(format)
            }
        let isUnfinished = format.isText && bytes.last != UInt8(ascii: "\n")
        let secret = SecretBytes(taking: &bytes)
        guard isUnfinished else { return secret }
        return SecretBytes(count: secret.count + 1) { room in
            secret.withBytes { room.copyMemory(from: $0) }
            room[secret.count] = UInt8(ascii: "\n")
        }
    }
}
