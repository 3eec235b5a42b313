import Countersign
import CountersignAPI

/// An access token: a JSON Web Token (RFC 7519) signed with ES256 (RFC 7518 section 3.4).
struct AccessJWT: Sendable, Equatable {
    static let issuer = "countersign-sandbox"
    /// Far above what a user name of 100 characters makes.
    static let lengthLimit = 4096

    /// The user, whose bank it opens.
    let subject: String
    /// The session, `jti`.
    let session: String
    /// Seconds since 1970.
    let issuedAt: Int64
    let expiresAt: Int64
    let schemeCode: String?

    func signed(by key: SigningKey) throws -> String {
        let header: JSONValue = ["alg": "ES256", "typ": "JWT", "kid": .string(key.verifyingKey.identifier.hex)]
        var claims: JSONObject = [
            "iss": .string(Self.issuer), "sub": .string(subject), "jti": .string(session),
            "iat": .number(JSONNumber(issuedAt)), "exp": .number(JSONNumber(expiresAt)),
        ]
        if let schemeCode { claims["scheme_code"] = .string(schemeCode) }
        let text = [header, .object(claims)].map { Base64.url.encode(WireJSON.encode($0)) }.joined(separator: ".")
        let signature = try key.signature(for: Challenge(text))
        return text + "." + Base64.url.encode(signature.rawRepresentation)
    }

    /// Reads a token whose signature is right; nil for any other. Whether its time is over, and whether its session was
    /// ended, is for the books to say.
    init?(_ token: String, signedBy key: VerifyingKey) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.lengthLimit, parts.count == 3,
            let raw = try? Base64.url.decode(String(parts[2])), let signature = try? Signature(rawRepresentation: raw),
            let isSigned = try? key.isValidSignature(signature, for: Challenge(parts[0] + "." + parts[1])), isSigned,
            let header = Self.object(parts[0]), header["alg"] == "ES256", let claims = Self.object(parts[1]),
            let subject = claims["sub"]?.stringValue, let session = claims["jti"]?.stringValue,
            let issuedAt = claims["iat"]?.intValue, let expiresAt = claims["exp"]?.intValue
        else { return nil }
        self.subject = subject
        self.session = session
        self.issuedAt = Int64(issuedAt)
        self.expiresAt = Int64(expiresAt)
        schemeCode = claims["scheme_code"]?.stringValue
    }

    init(subject: String, session: String, issuedAt: Int64, expiresAt: Int64, schemeCode: String?) {
        self.subject = subject
        self.session = session
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.schemeCode = schemeCode
    }

    private static func object(_ part: Substring) -> JSONObject? {
        guard let bytes = try? Base64.url.decode(String(part)) else { return nil }
        return (try? WireJSON.parse(bytes))?.objectValue
    }

    /// The public key as a set of one JSON Web Key (RFC 7517).
    static func keySet(_ key: VerifyingKey) throws -> JSONValue {
        var members = try WireJSON.parse(key.jwk.utf8).objectValue ?? [:]
        members["kid"] = .string(key.identifier.hex)
        members["alg"] = "ES256"
        members["use"] = "sig"
        return ["keys": [.object(members)]]
    }
}
