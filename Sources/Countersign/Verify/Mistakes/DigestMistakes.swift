import CCountersignOpenSSL

/// The text was not hashed once with SHA-256.
enum DigestMistakes {
    static let all: [Mistake] = [
        mistake(
            .hashTwice, "The text was hashed twice: the signature is over SHA-256 of SHA-256",
            "Give the text itself to a signer that hashes (ECDSA with SHA-256), or the digest to one that does not; "
                + "not the digest to one that hashes again"
        ) { sha256(sha256($0)) },
        hexDigest("lower-case hex") { Hex.encode($0) },
        hexDigest("upper-case hex") { Hex.encode($0).uppercased() },
        hexDigest("lower-case hex with a newline") { Hex.encode($0) + "\n" },
        hexDigest("line that `sha256sum` prints") { Hex.encode($0) + "  -\n" },
        mistake(
            .hashOfBase64Digest, "The Base64 of the digest was signed as if it were the text",
            "Give the text itself to the signer, not its digest in Base64"
        ) { sha256(sha256($0).map { Array(Base64.standard.encode($0).utf8) }) },
        hexAsDigest("lower-case") { Hex.encode($0) },
        hexAsDigest("upper-case") { Hex.encode($0).uppercased() },
        mistake(
            .hashNone, "The text was not hashed: its bytes were signed as if they were the digest",
            "Hash the text with SHA-256 before the signer that takes a digest, or use a signer that hashes"
        ) { $0.isEmpty ? nil : Array($0.prefix(64)) },
        otherHash(.hashSHA1, "SHA-1", COUNTERSIGN_SHA1),
        otherHash(.hashSHA224, "SHA-224", COUNTERSIGN_SHA224),
        otherHash(.hashSHA384, "SHA-384", COUNTERSIGN_SHA384),
        otherHash(.hashSHA512, "SHA-512", COUNTERSIGN_SHA512),
        otherHash(.hashSHA3, "SHA3-256", COUNTERSIGN_SHA3_256),
    ]

    private static func mistake(
        _ code: Diagnosis.Code, _ found: String, _ fix: String,
        apply: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) -> Mistake {
        Mistake(code, at: .digest, found: found + ".", fix: fix + ".", apply: apply)
    }

    private static func hexDigest(_ form: String, _ text: @escaping @Sendable ([UInt8]) -> String) -> Mistake {
        mistake(
            .hashOfHexDigest, "The digest was signed as if it were the text, as the \(form)",
            "Give the text itself to the signer, not the hex of its digest"
        ) { sha256(sha256($0).map { Array(text($0).utf8) }) }
    }

    private static func hexAsDigest(_ form: String, _ text: @escaping @Sendable ([UInt8]) -> String) -> Mistake {
        mistake(
            .hashHexAsDigest, "The \(form) hex of the digest was given as the digest: only its first 32 digits count",
            "Give the 32 bytes of the digest to the signer, not their hex"
        ) { sha256($0).map { Array(text($0).utf8) } }
    }

    private static func otherHash(_ code: Diagnosis.Code, _ name: String, _ hash: countersign_hash) -> Mistake {
        mistake(
            code, "The text was hashed with \(name)",
            "Hash with SHA-256 (`SHA256withECDSA`, `ecdsa-with-SHA256`)"
        ) { digest(hash, of: $0) }
    }

    private static func sha256(_ bytes: [UInt8]?) -> [UInt8]? {
        bytes.flatMap { try? ChallengeDigest.sha256($0) }
    }

    private static func digest(_ hash: countersign_hash, of bytes: [UInt8]) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: Int(COUNTERSIGN_HASH_MAX_BYTES))
        var length = 0
        let status = unsafe countersign_hash_bytes(hash, bytes, bytes.count, &digest, &length, nil)
        return status == COUNTERSIGN_OK ? Array(digest.prefix(length)) : nil
    }
}
