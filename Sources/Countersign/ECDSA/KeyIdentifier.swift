/// The name of a key: SHA-256 over its SubjectPublicKeyInfo in DER.
///
/// The same figure as `openssl pkey -pubin -in key.pem -outform DER | sha256sum`.
public struct KeyIdentifier: Sendable, Hashable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    init(spki: [UInt8]) throws(CountersignError) {
        bytes = try ChallengeDigest.sha256(spki)
    }

    /// An identifier of its 64 hex digits, in either case.
    ///
    /// - Throws: ``CountersignError/Code/keyIdentifier``.
    public init(hex: String) throws(CountersignError) {
        guard let bytes = try? Hex.decode(hex), bytes.count == 32 else {
            throw CountersignError(
                .keyIdentifier,
                reason: "expected 64 hex digits of a key identifier, found \(hex.utf8.count) bytes of text")
        }
        self.bytes = bytes
    }

    /// 64 lower-case hex digits.
    public var hex: String { Hex.encode(bytes) }
    /// The first 16 of them: what people are shown.
    public var short: String { Hex.encode(Array(bytes.prefix(8))) }
}

extension KeyIdentifier: CustomStringConvertible {
    /// ``hex``.
    public var description: String { hex }
}
