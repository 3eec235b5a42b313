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
            return try call.answer(try await tokens.issue(to: credentials))
        }
        bank.onWithoutToken(.createLegacyToken) { [tokens] call in
            let body = try call.body(LegacyTokenRequest.self)
            guard body.grantType == "client_credentials" else {
                throw BankFault.invalid("grant_type", "expected client_credentials")
            }
            let credentials = ClientCredentials(clientID: body.clientID, clientSecret: body.clientSecret)
            return try call.answer(try await tokens.issue(to: credentials))
        }
    }
}
