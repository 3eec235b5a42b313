public import CCountersignOpenSSL

/// The hashes that vector files name, and those of them that the wrapper offers.
public enum VectorHash {
    /// Hashes that nothing on the road needs and the wrapper leaves out; rows with them are counted and not run.
    public static let omitted: Set<String> = [
        "SHAKE128", "SHAKE-128", "SHAKE-256", "SHA-512/224", "SHA-512/256", "SHA2-512/224", "SHA2-512/256", "SHA3-224",
        "SHA3-384",
    ]
    public static let reason = "the wrapper offers no such hash, and no signer of the bank's API uses it"

    /// The hash of a name as Wycheproof, NIST or ACVP write it; nil for one in ``omitted``.
    public static func named(_ name: String) throws -> countersign_hash? {
        switch name {
        case "SHA-1": return COUNTERSIGN_SHA1
        case "SHA-224", "SHA2-224": return COUNTERSIGN_SHA224
        case "SHA-256", "SHA256", "SHA2-256": return COUNTERSIGN_SHA256
        case "SHA-384", "SHA384", "SHA2-384": return COUNTERSIGN_SHA384
        case "SHA-512", "SHA2-512": return COUNTERSIGN_SHA512
        case "SHA3-256": return COUNTERSIGN_SHA3_256
        case "SHA3-512": return COUNTERSIGN_SHA3_512
        default:
            guard omitted.contains(name) else { throw VectorError("unknown hash \(name)") }
            return nil
        }
    }

    /// The digest of a message.
    public static func digest(_ message: [UInt8], _ hash: countersign_hash) throws -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Int(COUNTERSIGN_HASH_MAX_BYTES))
        var written = 0
        var error = countersign_error()
        guard countersign_hash_bytes(hash, message, message.count, &out, &written, &error) == COUNTERSIGN_OK else {
            throw VectorError("hash \(hash.rawValue) failed")
        }
        return Array(out.prefix(written))
    }
}
