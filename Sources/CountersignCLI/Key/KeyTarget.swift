internal import ArgumentParser
internal import Countersign

/// What `key convert --to` writes.
enum KeyTarget: String, CaseIterable, ExpressibleByArgument {
    case pkcs8
    case pkcs8DER = "pkcs8-der"
    case sec1
    case sec1DER = "sec1-der"
    case scalar
    case x963
    case jwkPrivate = "jwk-private"
    case spki
    case spkiDER = "spki-der"
    case point
    case pointBytes = "point-bytes"
    case compressed
    case compressedBytes = "compressed-bytes"
    case jwk

    /// Whether the target can be encrypted.
    var takesPassphrase: Bool { self == .pkcs8 || self == .pkcs8DER }

    /// The core's format.
    func format(isEncrypted: Bool) -> KeyFormat {
        switch self {
        case .pkcs8: isEncrypted ? .pkcs8EncryptedPEM : .pkcs8PEM
        case .pkcs8DER: isEncrypted ? .pkcs8EncryptedDER : .pkcs8DER
        case .sec1: .sec1PEM
        case .sec1DER: .sec1DER
        case .scalar: .scalar
        case .x963: .x963Private
        case .jwkPrivate: .jwkPrivate
        case .spki: .spkiPEM
        case .spkiDER: .spkiDER
        case .point: .hexPoint
        case .pointBytes: .point
        case .compressed: .hexCompressedPoint
        case .compressedBytes: .compressedPoint
        case .jwk: .jwk
        }
    }
}
