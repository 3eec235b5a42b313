import Countersign
import CountersignAPI
import Hummingbird

/// Gives out bearer tokens and finds the bank that a token opens.
///
/// A token is `<hex of the client id>.<random>`: the first part says where to look, the second is what is checked.
struct TokenGate: Sendable {
    /// Seconds that a token lives, as the bank's.
    static let lifetime: Int64 = 3600

    /// Bytes of a client id: the books of a client lie in a file that is named after it, two digits a byte.
    static let clientLimit = 120

    let namespaces: Namespaces
    let settings: SandboxSettings
    /// For what belongs to no bank yet: tokens, error ids.
    let identities: IdentitySource

    /// - Throws: ``BankFault`` 401 when the sandbox knows its clients and this is none of them, and for an id that can
    ///   be none.
    func issue(to credentials: ClientCredentials) async throws -> AccessToken {
        let client = credentials.clientID
        let isID = (1...Self.clientLimit).contains(client.utf8.count)
        guard isID, settings.accepts(client, secret: credentials.clientSecret) else {
            throw BankFault(.invalidToken, "Client authentication failed.", status: 401)
        }
        let namespace = try namespaces.namespace(of: client)
        let token = Hex.encode(Array(client.utf8)) + "." + (try identities.secret(bytes: 24))
        try await namespace.transact { try $0.insertToken(token, lifetime: Self.lifetime) }
        return AccessToken(accessToken: token, expiresIn: Int(Self.lifetime), scope: "partners")
    }

    /// - Parameter whenExpired: whether a token whose time is over will do.
    /// - Throws: ``BankFault`` 401 `token_required` or `invalid_token`.
    func namespace(for request: Request, whenExpired: Bool = false) async throws -> Namespace {
        guard let header = request.headers[.authorization] else {
            throw BankFault(.tokenRequired, "A bearer token is required.")
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw BankFault(.tokenRequired, "A bearer token is required.")
        }
        let token = String(parts[1])
        guard let client = Self.client(of: token), let namespace = try namespaces.known(client),
            try await namespace.accepts(token: token, whenExpired: whenExpired)
        else { throw BankFault(.invalidToken, "The bearer token is unknown or has expired.") }
        return namespace
    }

    private static func client(of token: String) -> String? {
        token.split(separator: ".", maxSplits: 1).first.flatMap(client(ofHex:))
    }

    /// The client id of its hex digits; nil for anything else.
    static func client(ofHex part: Substring) -> String? {
        guard let bytes = try? Hex.decode(String(part)) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
