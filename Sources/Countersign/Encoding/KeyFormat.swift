import CCountersignOpenSSL

/// A way to write a key down.
public enum KeyFormat: String, Sendable, CaseIterable {
    // MARK: Private

    /// PKCS#8 in PEM (`BEGIN PRIVATE KEY`).
    case pkcs8PEM = "pkcs8-pem"
    /// PKCS#8 in DER.
    case pkcs8DER = "pkcs8-der"
    /// PKCS#8 under a passphrase (PBES2) in PEM (`BEGIN ENCRYPTED PRIVATE KEY`).
    case pkcs8EncryptedPEM = "pkcs8-encrypted-pem"
    /// PKCS#8 under a passphrase (PBES2) in DER.
    case pkcs8EncryptedDER = "pkcs8-encrypted-der"
    /// SEC 1 in PEM (`BEGIN EC PRIVATE KEY`).
    case sec1PEM = "sec1-pem"
    /// SEC 1 in DER.
    case sec1DER = "sec1-der"
    /// The private scalar: 32 bytes, big endian.
    case scalar = "scalar"
    /// 04 ‖ X ‖ Y ‖ d, 97 bytes: `x963Representation` of a CryptoKit private key.
    case x963Private = "x963-private"
    /// JSON Web Key with the member `d` (RFC 7518 section 6.2.2).
    case jwkPrivate = "jwk-private"

    // MARK: Public

    /// SubjectPublicKeyInfo in PEM (`BEGIN PUBLIC KEY`).
    case spkiPEM = "spki-pem"
    /// SubjectPublicKeyInfo in DER, 91 bytes.
    case spkiDER = "spki-der"
    /// 04 ‖ X ‖ Y, 65 bytes.
    case point = "point"
    /// 02 or 03 ‖ X, 33 bytes.
    case compressedPoint = "point-compressed"
    /// Hex of the uncompressed point, 130 digits: what the bank takes.
    case hexPoint = "hex-point"
    /// Hex of the compressed point, 66 digits.
    case hexCompressedPoint = "hex-point-compressed"
    /// JSON Web Key (RFC 7518 section 6.2.1).
    case jwk = "jwk"

    /// Whether the format holds the private scalar.
    public var isPrivate: Bool {
        switch self {
        case .pkcs8PEM, .pkcs8DER, .pkcs8EncryptedPEM, .pkcs8EncryptedDER, .sec1PEM, .sec1DER, .scalar, .x963Private,
            .jwkPrivate:
            true
        case .spkiPEM, .spkiDER, .point, .compressedPoint, .hexPoint, .hexCompressedPoint, .jwk:
            false
        }
    }

    /// Whether the format needs a passphrase.
    public var isEncrypted: Bool { self == .pkcs8EncryptedPEM || self == .pkcs8EncryptedDER }

    /// Whether the format is text: PEM, hex or JSON. All others are bytes.
    public var isText: Bool {
        switch self {
        case .pkcs8PEM, .pkcs8EncryptedPEM, .sec1PEM, .jwkPrivate, .spkiPEM, .hexPoint, .hexCompressedPoint, .jwk: true
        case .pkcs8DER, .pkcs8EncryptedDER, .sec1DER, .scalar, .x963Private, .spkiDER, .point, .compressedPoint: false
        }
    }
}

extension KeyFormat {
    /// C's name for the format; nil for the formats that Swift reads itself.
    var c: countersign_key_format? {
        switch self {
        case .pkcs8PEM: COUNTERSIGN_KEY_PKCS8_PEM
        case .pkcs8DER: COUNTERSIGN_KEY_PKCS8_DER
        case .pkcs8EncryptedPEM: COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM
        case .pkcs8EncryptedDER: COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER
        case .sec1PEM: COUNTERSIGN_KEY_SEC1_PEM
        case .sec1DER: COUNTERSIGN_KEY_SEC1_DER
        case .scalar: COUNTERSIGN_KEY_SCALAR
        case .x963Private: COUNTERSIGN_KEY_X963_PRIVATE
        case .spkiPEM: COUNTERSIGN_KEY_SPKI_PEM
        case .spkiDER: COUNTERSIGN_KEY_SPKI_DER
        case .point: COUNTERSIGN_KEY_POINT
        case .compressedPoint: COUNTERSIGN_KEY_POINT_COMPRESSED
        case .hexPoint, .hexCompressedPoint, .jwk, .jwkPrivate: nil
        }
    }

    /// The format behind C's name.
    init?(_ format: countersign_key_format) {
        guard let match = Self.allCases.first(where: { $0.c == format }) else { return nil }
        self = match
    }
}
