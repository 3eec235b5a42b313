internal import CountersignAPI

/// What the bank knows a caller by.
public struct Credentials: Sendable, CustomStringConvertible {
    enum Kind: Sendable {
        case client(ClientCredentials)
        case legacyClient(ClientCredentials)
        case token(String)
    }
    let kind: Kind

    /// Client id and secret, exchanged for a token at `POST /oauth2/token`.
    public static func client(id: String, secret: String) -> Self {
        Self(kind: .client(ClientCredentials(clientID: id, clientSecret: secret)))
    }

    /// The same at the deprecated `POST /oauth/token`.
    public static func legacyClient(id: String, secret: String) -> Self {
        Self(kind: .legacyClient(ClientCredentials(clientID: id, clientSecret: secret)))
    }

    /// A token from elsewhere, which is used as it is and cannot be renewed.
    public static func token(_ token: String) -> Self { Self(kind: .token(token)) }

    /// The client's id only: a secret does not belong in a log.
    public var description: String {
        switch kind {
        case .client(let client), .legacyClient(let client): client.description
        case .token: "a token"
        }
    }
}
