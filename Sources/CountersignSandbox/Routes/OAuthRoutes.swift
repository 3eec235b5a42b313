import CountersignAPI
import Hummingbird

/// Tokens: the OAuth 2 endpoint and the deprecated one with a JSON body. Neither needs a token, so they stand outside
/// the gates of ``BankRouter``.
struct OAuthRoutes {
    let tokens: TokenGate

    func register(on bank: BankRouter) {
        bank.onWithoutToken(.createToken) { [tokens] call in
            guard let header = call.request.headers[.authorization],
                let credentials = ClientCredentials(authorization: header)
            else { throw BankFault(.invalidToken, "Client authentication failed.", status: 401) }
            guard let form = FormBody(String(decoding: call.bytes, as: UTF8.self)),
                form["grant_type"] == "client_credentials"
            else { throw BankFault.invalid("grant_type", "expected client_credentials") }
            return try await Self.issue(to: credentials, call, tokens)
        }
        bank.onWithoutToken(.createLegacyToken) { [tokens] call in
            let body = try call.body(LegacyTokenRequest.self)
            guard body.grantType == "client_credentials" else {
                throw BankFault.invalid("grant_type", "expected client_credentials")
            }
            let credentials = ClientCredentials(clientID: body.clientID, clientSecret: body.clientSecret)
            return try await Self.issue(to: credentials, call, tokens)
        }
    }

    /// The client names the bank: where that was opened before, its faults strike.
    private static func issue(
        to credentials: ClientCredentials, _ call: OpenCall, _ tokens: TokenGate
    ) async throws -> Answer {
        let known = try tokens.namespaces.known(credentials.clientID)
        let fault = await known?.faults.take(call.endpoint) { [] }
        return try await Fault.strike(fault, on: call.channel) {
            try call.answer(try await tokens.issue(to: credentials))
        }
    }
}
