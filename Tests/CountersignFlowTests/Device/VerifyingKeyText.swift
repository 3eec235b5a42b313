import Countersign
import Testing

/// Keys and signatures as they come over HTTP.
enum VerifyingKeyText {
    static func key(_ text: String?) throws -> VerifyingKey { try VerifyingKey(hexPoint: try #require(text)) }

    static func accepts(_ key: VerifyingKey, _ field: String?, _ text: String) throws -> Bool {
        try key.isValidSignature(try Signature(field: try #require(field)), for: Challenge(text))
    }
}
