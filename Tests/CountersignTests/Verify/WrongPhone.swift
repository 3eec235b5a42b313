import CCountersignOpenSSL
import Countersign

/// A program that makes mistakes: it signs any bytes as if they were the text or the digest, and writes signatures
/// in forms that the bank does not take.
struct WrongPhone {
    let key: SigningKey

    init() throws { key = try SigningKey() }

    /// Signs other bytes than the text's.
    func sign(bytes: [UInt8]) throws -> Signature {
        try sign(digest: hash(COUNTERSIGN_SHA256, bytes))
    }

    func sign(text: String) throws -> Signature { try sign(bytes: Array(text.utf8)) }

    /// Signs bytes as a digest, as FIPS 186-5 section 6.4 says for digests of any length: the leftmost 256 bits.
    func sign(digest: [UInt8]) throws -> Signature {
        let padding = [UInt8](repeating: 0, count: max(0, 32 - digest.count))
        guard let digest = ChallengeDigest(bytes: padding + digest.prefix(32)) else { throw Impossible() }
        return try key.signature(for: digest)
    }

    /// A signature over a text, repeated until `isWanted` likes its integers.
    func sign(text: String, until isWanted: (Signature) -> Bool) throws -> Signature {
        for _ in 0..<100_000 {
            let signature = try sign(text: text)
            if isWanted(signature) { return signature }
        }
        throw Impossible()
    }

    struct Impossible: Error {}
}

func hash(_ hash: countersign_hash, _ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 64)
    var length = 0
    guard countersign_hash_bytes(hash, bytes, bytes.count, &digest, &length, nil) == COUNTERSIGN_OK else { return [] }
    return Array(digest.prefix(length))
}

/// DER whose parts are given and whose lengths are counted, strict or not.
func der(_ r: [UInt8], _ s: [UInt8], after: [UInt8] = []) -> [UInt8] {
    let integers = [0x02, UInt8(r.count)] + r + [0x02, UInt8(s.count)] + s
    return [0x30, UInt8(integers.count)] + integers + after
}

/// The content of a DER INTEGER.
func integer(_ bytes: [UInt8]) -> [UInt8] {
    let value = Array(bytes.drop { $0 == 0 })
    return (value.first.map { $0 >= 0x80 } ?? true) ? [0] + value : value
}
