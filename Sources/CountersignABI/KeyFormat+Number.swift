import CCountersign
import Countersign

extension KeyFormat {
    /// The number of the format in the header.
    var number: countersign_format {
        switch self {
        case .pkcs8PEM: COUNTERSIGN_FORMAT_PKCS8_PEM
        case .pkcs8DER: COUNTERSIGN_FORMAT_PKCS8_DER
        case .pkcs8EncryptedPEM: COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_PEM
        case .pkcs8EncryptedDER: COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_DER
        case .sec1PEM: COUNTERSIGN_FORMAT_SEC1_PEM
        case .sec1DER: COUNTERSIGN_FORMAT_SEC1_DER
        case .scalar: COUNTERSIGN_FORMAT_SCALAR
        case .x963Private: COUNTERSIGN_FORMAT_X963_PRIVATE
        case .jwkPrivate: COUNTERSIGN_FORMAT_JWK_PRIVATE
        case .spkiPEM: COUNTERSIGN_FORMAT_SPKI_PEM
        case .spkiDER: COUNTERSIGN_FORMAT_SPKI_DER
        case .point: COUNTERSIGN_FORMAT_POINT
        case .compressedPoint: COUNTERSIGN_FORMAT_POINT_COMPRESSED
        case .hexPoint: COUNTERSIGN_FORMAT_HEX_POINT
        case .hexCompressedPoint: COUNTERSIGN_FORMAT_HEX_POINT_COMPRESSED
        case .jwk: COUNTERSIGN_FORMAT_JWK
        }
    }

    /// The format with a number; nil for a number that is none.
    init?(number: countersign_format) {
        guard let match = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = match
    }
}
