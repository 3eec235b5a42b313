internal import Countersign
internal import CountersignPrimitives

extension SigningKey {
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
