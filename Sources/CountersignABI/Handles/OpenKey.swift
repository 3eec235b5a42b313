import CCountersign
import Countersign

/// A key that a caller has open.
final class OpenKey: Sendable {
    static let all = HandleTable<OpenKey>(kind: 0xC5, noun: "key")

    let signing: SigningKey?
    let verifying: VerifyingKey

    init(_ key: SigningKey) {
        signing = key
        verifying = key.verifyingKey
    }

    init(_ key: ImportedKey) {
        signing = key.signingKey
        verifying = key.verifyingKey
    }

    /// The private half.
    func signingKey() throws(Failure) -> SigningKey {
        guard let signing else {
            throw Failure(COUNTERSIGN_ERROR_KEY_PUBLIC, "expected a private key, found a public one")
        }
        return signing
    }

    func representation(_ format: KeyFormat, passphrase: [UInt8]?) throws(CountersignError) -> [UInt8] {
        if let signing { return try signing.representation(format, passphrase: passphrase) }
        guard passphrase == nil || format.isPrivate else {
            throw CountersignError(.argument, reason: "the format \(format.rawValue) takes no passphrase")
        }
        return try verifying.representation(format)
    }
}
