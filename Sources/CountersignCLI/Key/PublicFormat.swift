internal import ArgumentParser
internal import Countersign

/// The ways `key show --format` prints a public key: all of them text.
enum PublicFormat: String, CaseIterable, ExpressibleByArgument {
    case point
    case compressed
    case spki
    case jwk
    case id

    /// The key in this format, without a final newline.
    func text(of key: VerifyingKey) -> String {
        switch self {
        case .point: key.hexPoint
        case .compressed: Hex.encode(key.compressedRepresentation)
        case .spki: String(key.spkiPEM.dropLast())
        case .jwk: key.jwk
        case .id: key.identifier.hex
        }
    }
}
