import Testing

/// Builds DER for crafted key files: one element with a minimal length.
func der(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap { $0 }
    let count = content.count
    if count < 0x80 { return [tag, UInt8(count)] + content }
    if count < 0x100 { return [tag, 0x81, UInt8(count)] + content }
    return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xff)] + content
}

enum OID {
    static let ecPublicKey = der(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01])
    static let p256 = der(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07])
    static let secp256k1 = der(6, [0x2b, 0x81, 0x04, 0x00, 0x0a])
    static let ed25519 = der(6, [0x2b, 0x65, 0x70])
    static let pbes2 = der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d])
    static let pbkdf2 = der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c])
    static let scrypt = der(6, [0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b])
    static let hmacSHA256 = der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09])
    static let hmacMD5 = der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x06])
    static let aes256CBC = der(6, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a])
    static let aes256GCM = der(6, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2e])
    static let pbeMD5DES = der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x03])
}

/// The private key files of one scalar, each part replaceable.
struct CraftedKey {
    var version: [UInt8] = [2, 1, 0]
    var algorithm = der(0x30, OID.ecPublicKey, OID.p256)
    var innerVersion: [UInt8] = [2, 1, 1]
    var scalar = [UInt8](repeating: 0, count: 31) + [1]
    var parameters: [UInt8] = []
    /// The generator, which is the point of scalar 1.
    var point = hex(
        """
        046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296
        4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
        """)
    var unusedBits: UInt8 = 0
    var innerSurplus: [UInt8] = []
    var outerSurplus: [UInt8] = []

    var sec1: [UInt8] {
        der(
            0x30, innerVersion, der(4, scalar), parameters.isEmpty ? [] : der(0xa0, parameters),
            point.isEmpty ? [] : der(0xa1, der(3, [unusedBits], point)), innerSurplus)
    }
    var pkcs8: [UInt8] { der(0x30, version, algorithm, der(4, sec1), outerSurplus) }
    var spki: [UInt8] { der(0x30, algorithm, der(3, [unusedBits], point), outerSurplus) }
}
