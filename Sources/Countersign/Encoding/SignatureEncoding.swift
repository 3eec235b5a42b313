/// A way to write a signature as text. The bank takes ``derHex`` and nothing else.
public enum SignatureEncoding: String, Sendable, CaseIterable {
    /// Hex of strict DER: the `signature` field.
    case derHex = "der-hex"
    /// Base64 of strict DER (what `openssl dgst -sign | base64` and Java's `Signature` with `Base64` give).
    case derBase64 = "der-base64"
    /// Hex of r ‖ s, 128 digits.
    case rsHex = "rs-hex"
    /// Base64 of r ‖ s.
    case rsBase64 = "rs-base64"
    /// Base64url of r ‖ s without padding, as in a JWS.
    case rsBase64URL = "rs-base64url"
}

extension Signature {
    /// A signature of text in an encoding.
    ///
    /// - Throws: what is wrong with the hex, the Base64, the DER or the integers.
    public init(_ text: String, encoding: SignatureEncoding) throws(CountersignError) {
        switch encoding {
        case .derHex: try self.init(field: text)
        case .derBase64: try self.init(derRepresentation: Base64.standard.decode(text))
        case .rsHex: try self.init(rawRepresentation: Hex.decode(text))
        case .rsBase64: try self.init(rawRepresentation: Base64.standard.decode(text))
        case .rsBase64URL: try self.init(rawRepresentation: Base64.url.decode(text))
        }
    }

    /// The signature as text in an encoding.
    public func text(_ encoding: SignatureEncoding) -> String {
        switch encoding {
        case .derHex: field
        case .derBase64: Base64.standard.encode(derRepresentation)
        case .rsHex: Hex.encode(rawRepresentation)
        case .rsBase64: Base64.standard.encode(rawRepresentation)
        case .rsBase64URL: Base64.url.encode(rawRepresentation)
        }
    }

    /// Reads text in whichever encoding fits it.
    ///
    /// - Throws: what is wrong with the text as a `signature` field, when no encoding fits.
    public static func detect(_ text: String) throws(CountersignError) -> (Signature, SignatureEncoding) {
        for encoding in SignatureEncoding.allCases {
            if let signature = try? Signature(text, encoding: encoding) { return (signature, encoding) }
        }
        return (try Signature(field: text), .derHex)
    }
}
