extension VerifyingKey {
    /// AlgorithmIdentifier and BIT STRING header of a P-256 SubjectPublicKeyInfo (RFC 5480 section 2): with the
    /// named curve and an uncompressed point it never varies.
    static let spkiPrefix: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ]

    /// The key as the bank takes it at device binding: 130 lower-case hex digits of the uncompressed point.
    public var hexPoint: String { Hex.encode(x963Representation) }

    /// The compressed point: 02 or 03 ‖ X, 33 bytes.
    public var compressedRepresentation: [UInt8] {
        [x963Representation[64] & 1 == 0 ? 0x02 : 0x03] + x963Representation[1...32]
    }

    /// SubjectPublicKeyInfo in DER, 91 bytes.
    public var spkiDER: [UInt8] { Self.spkiPrefix + x963Representation }

    /// SubjectPublicKeyInfo in PEM, with a newline at its end.
    public var spkiPEM: String {
        let text = Array(Base64.standard.encode(spkiDER).utf8)
        let lines = stride(from: 0, to: text.count, by: 64).map { start in
            String(decoding: text[start..<min(start + 64, text.count)], as: UTF8.self)
        }
        return "-----BEGIN PUBLIC KEY-----\n\(lines.joined(separator: "\n"))\n-----END PUBLIC KEY-----\n"
    }

    /// JSON Web Key without white space: `{"kty":"EC","crv":"P-256","x":…,"y":…}`, members in this order.
    public var jwk: String { String(decoding: JWK(point: x963Representation).json, as: UTF8.self) }

    /// The key in a format, as bytes; text formats give their UTF-8.
    ///
    /// - Throws: ``CountersignError/Code/keyPublic`` for a private format.
    public func representation(_ format: KeyFormat) throws(CountersignError) -> [UInt8] {
        switch format {
        case .spkiPEM: Array(spkiPEM.utf8)
        case .spkiDER: spkiDER
        case .point: x963Representation
        case .compressedPoint: compressedRepresentation
        case .hexPoint: Array(hexPoint.utf8)
        case .hexCompressedPoint: Array(Hex.encode(compressedRepresentation).utf8)
        case .jwk: Array(jwk.utf8)
        case .pkcs8PEM, .pkcs8DER, .pkcs8EncryptedPEM, .pkcs8EncryptedDER, .sec1PEM, .sec1DER, .scalar, .x963Private,
            .jwkPrivate:
            throw CountersignError(
                .keyPublic, reason: "the format \(format.rawValue) needs a private key, and this key is public")
        }
    }
}
