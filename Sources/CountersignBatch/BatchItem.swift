public import Countersign

/// One question to a ``BatchVerifier``: is this signature this key's over this challenge?
public struct BatchItem: Sendable {
    /// Whose signature it should be.
    public enum Key: Sendable {
        /// A key that was enrolled under an id. Ids are compared as bytes.
        case id(String)
        /// A key that was enrolled.
        case handle(KeyHandle)
        /// A key that comes with the item.
        case key(VerifyingKey)
    }

    /// What was signed.
    public enum Message: Sendable {
        /// The text, which is hashed once.
        case challenge(Challenge)
        /// The digest of a text that was hashed before.
        case digest(ChallengeDigest)
    }

    /// The signature.
    public enum Signature: Sendable {
        /// The `signature` field: hex of strict DER.
        case field(String)
        /// Two integers, big endian. More than 32 bytes are out of range.
        case integers(r: [UInt8], s: [UInt8])
    }

    public var key: Key
    public var message: Message
    public var signature: Signature

    public init(key: Key, message: Message, signature: Signature) {
        self.key = key
        self.message = message
        self.signature = signature
    }

    /// An item with a key of its own.
    public init(key: VerifyingKey, challenge: Challenge, signature: String) {
        self.init(key: .key(key), message: .challenge(challenge), signature: .field(signature))
    }

    /// An item of an enrolled key.
    public init(keyID: String, challenge: Challenge, signature: String) {
        self.init(key: .id(keyID), message: .challenge(challenge), signature: .field(signature))
    }

    /// An item of an enrolled key.
    public init(key: KeyHandle, challenge: Challenge, signature: String) {
        self.init(key: .handle(key), message: .challenge(challenge), signature: .field(signature))
    }

    /// 32 bytes of a big-endian integer. What does not fit becomes 2^256 - 1, which is out of range just as well.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let significant = bytes.drop { $0 == 0 }
        guard significant.count <= 32 else { return Array(repeating: 0xFF, count: 32) }
        return Array(repeating: 0, count: 32 - significant.count) + significant
    }
}
