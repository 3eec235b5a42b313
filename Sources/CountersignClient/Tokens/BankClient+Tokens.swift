public import CountersignAPI

extension BankClient {
    /// A new access token for these credentials, at `POST /oauth2/token`. Calls fetch theirs by themselves.
    ///
    /// - Throws: ``ClientError``, `unauthorized` for a wrong secret.
    public func fetchToken(for client: ClientCredentials) async throws(ClientError) -> AccessToken {
        try await Self.fetchToken(client, over: tokenTransport)
    }

    /// The same at the deprecated `POST /oauth/token`.
    public func fetchLegacyToken(for client: ClientCredentials) async throws(ClientError) -> AccessToken {
        try await Self.fetchLegacyToken(client, over: tokenTransport)
    }

    static func fetchToken(
        _ client: ClientCredentials, over transport: Transport
    ) async throws(ClientError) -> AccessToken {
        var call = try HTTPCall(.createToken)
        call.headers = [
            ("authorization", client.authorization), ("content-type", "application/x-www-form-urlencoded"),
        ]
        call.body = Array(FormBody.clientCredentials.text.utf8)
        return try await fetch(call, over: transport)
    }

    static func fetchLegacyToken(
        _ client: ClientCredentials, over transport: Transport
    ) async throws(ClientError) -> AccessToken {
        let call = try HTTPCall(
            .createLegacyToken,
            body: LegacyTokenRequest(clientID: client.clientID, clientSecret: client.clientSecret))
        return try await fetch(call, over: transport)
    }

    private static func fetch(
        _ call: HTTPCall, over transport: Transport
    ) async throws(ClientError) -> AccessToken {
        var call = call
        // A second token beside the first does no harm.
        call.isRepeatable = true
        let answer = try await transport.send(call)
        guard answer.isSuccess else { throw ClientError(refusal: answer, operation: call.operation) }
        return try answer.decode(AccessToken.self, operation: call.operation)
    }
}

extension TokenSource {
    /// The source for client credentials; nil for a token from elsewhere.
    convenience init?(_ credentials: Credentials, over transport: Transport) {
        let fetch: @Sendable () async throws(ClientError) -> AccessToken
        switch credentials.kind {
        case .token: return nil
        case .client(let client):
            fetch = { () async throws(ClientError) in try await BankClient.fetchToken(client, over: transport) }
        case .legacyClient(let client):
            fetch = { () async throws(ClientError) in try await BankClient.fetchLegacyToken(client, over: transport) }
        }
        let configuration = transport.configuration
        self.init(clock: configuration.clock, margin: configuration.tokenMargin) { () async throws(ClientError) in
            let token = try await fetch()
            guard !token.accessToken.isEmpty, token.accessToken.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw ClientError(.unreadableAnswer, reason: "expected a token of printable characters")
            }
            // A year is for ever: the clock must not overflow.
            return (token.accessToken, .seconds(min(token.expiresIn, 31_536_000)))
        }
    }
}
