public import CountersignAPI

/// The Security API (V2) of the card platform as a partner sees it: login, and from there a session.
///
/// ```swift
/// let platform = try SecurityV2Client("http://127.0.0.1:8080")
/// let session = try await platform.login(.init(userName: "partner01", password: "Passw0rd!"))
/// let answer = try await session.authorize(reference, password: "12345678")
/// ```
public struct SecurityV2Client: Sendable {
    let transport: Transport

    /// - Parameter address: scheme, host, port and perhaps a path; the paths of the API follow it.
    /// - Throws: ``ClientError`` `invalid_request`, also for `http` to another machine unless the configuration allows it.
    public init(_ address: String, configuration: ClientConfiguration = .init()) throws(ClientError) {
        transport = try Transport(address, configuration: configuration)
    }

    /// A new session of a user.
    ///
    /// - Throws: ``ClientError``, `unauthorized` for a wrong user name or password, `bad_request` for one that is not of
    ///   the documented form.
    public func login(_ form: SecurityV2.LoginForm) async throws(ClientError) -> SecurityV2Session {
        var call = try HTTPCall(.securityV2Login)
        let (contentType, body) = form.form.encoded
        call.headers = [("content-type", contentType)]
        call.body = body
        let answer = try await transport.send(call)
        guard answer.isSuccess else { throw ClientError(loginRefusal: answer) }
        let login = try answer.decode(SecurityV2.Login.self, operation: call.operation)
        return try SecurityV2Session(resuming: login, with: self)
    }
}

/// One login: its token, and the key that its one-time passwords are encrypted with.
///
/// A failure of business is an answer and not an error: look at ``SecurityV2/Answer/code``. Calls throw ``ClientError``
/// where the request was refused as malformed or unauthenticated (HTTP 400), met a fault of the server, or was not
/// answered. No call is sent twice once it may have arrived.
public struct SecurityV2Session: Sendable {
    /// What login answered. The token and the key are secret.
    public let login: SecurityV2.Login
    /// The language of descriptions; nil for the platform's default.
    public var culture: SecurityV2.Culture?
    let key: SecurityV2.SecurityKey
    private let client: SecurityV2Client

    /// A session that was begun elsewhere.
    ///
    /// - Throws: ``ClientError`` `unreadable_answer` for a security key that is none.
    public init(resuming login: SecurityV2.Login, with client: SecurityV2Client) throws(ClientError) {
        guard let key = SecurityV2.SecurityKey(login.securityKey) else {
            throw ClientError(
                .unreadableAnswer, reason: "expected a Contis_SecurityKey of 96 hex digits",
                operation: Endpoint.securityV2Login.name)
        }
        self.login = login
        self.key = key
        self.client = client
    }

    /// The answer of an operation with HTTP 200.
    func send<Content: Codable & Sendable & Hashable>(
        _ endpoint: Endpoint, _ body: some SecurityV2Request, _ type: Content.Type
    ) async throws(ClientError) -> SecurityV2.Answer<Content> {
        var body = body
        body.cultureID = body.cultureID ?? culture?.rawValue
        var call = try HTTPCall(endpoint, body: body)
        // The documentation has the token alone in the header.
        call.headers.append(("authorization", login.accessToken))
        let answer = try await client.transport.send(call)
        guard answer.isSuccess else { throw ClientError(securityV2: answer, operation: call.operation) }
        return try answer.decode(SecurityV2.Answer<Content>.self, operation: call.operation)
    }
}
