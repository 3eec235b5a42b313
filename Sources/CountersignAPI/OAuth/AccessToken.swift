/// The answer of both token endpoints. Source: Solaris guide, Authentication.
public struct AccessToken: Sendable, Hashable, Codable {
    public var accessToken: String
    /// `Bearer` in any case.
    public var tokenType: String
    /// Seconds of life.
    public var expiresIn: Int
    public var scope: String?

    public init(accessToken: String, tokenType: String = "Bearer", expiresIn: Int = 3600, scope: String? = nil) {
        self.accessToken = accessToken
        self.tokenType = tokenType
        self.expiresIn = expiresIn
        self.scope = scope
    }

    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case tokenType = "token_type"
        case expiresIn = "expires_in"
        case scope
    }
}

/// The JSON body of the deprecated `POST /oauth/token`.
public struct LegacyTokenRequest: Sendable, Hashable, Codable {
    public var grantType: String
    public var clientID: String
    public var clientSecret: String

    public init(clientID: String, clientSecret: String, grantType: String = "client_credentials") {
        self.grantType = grantType
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    enum CodingKeys: String, CodingKey {
        case grantType = "grant_type"
        case clientID = "client_id"
        case clientSecret = "client_secret"
    }
}
