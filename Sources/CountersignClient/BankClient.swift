internal import CountersignAPI

/// The bank's API as a caller sees it: change requests, devices, challenges, mobile numbers, webhooks.
///
/// ```swift
/// let bank = try BankClient("https://api.solaris-sandbox.de", .client(id: "…", secret: "…"))
/// ```
///
/// All calls throw ``ClientError``. Any status 2xx is success, unknown members and values are read past, and ids are
/// opaque text. A call is sent again only where that is safe: when no connection could be made, and for a GET that was
/// not answered or met a fault of the server. A refused token is renewed once.
public struct BankClient: Sendable {
    let transport: Transport
    let tokenTransport: Transport
    let credentials: Credentials
    private let tokens: TokenSource?

    /// - Parameters:
    ///   - address: scheme, host, port and perhaps a path, as `https://api.solaris-sandbox.de`.
    ///   - tokenAddress: where tokens come from, where that is another host: `https://auth.solaris-sandbox.de`.
    /// - Throws: ``ClientError`` `invalid_request`, also for `http` to another machine unless the configuration allows it.
    public init(
        _ address: String, _ credentials: Credentials, tokenAddress: String? = nil,
        configuration: ClientConfiguration = .init()
    ) throws(ClientError) {
        transport = try Transport(address, configuration: configuration)
        tokenTransport = try Transport(tokenAddress ?? address, configuration: configuration)
        self.credentials = credentials
        tokens = TokenSource(credentials, over: tokenTransport)
    }

    /// The configuration's clock.
    var clock: any ClientClock { transport.configuration.clock }
}

extension BankClient {
    /// The answer to a call with a token, whatever its status; the token is renewed once if the bank refuses it.
    func send(_ call: HTTPCall) async throws(ClientError) -> HTTPAnswer {
        guard case .token(let token) = credentials.kind else { return try await sendWithFetchedToken(call) }
        return try await transport.send(call.authorized(token))
    }

    private func sendWithFetchedToken(_ call: HTTPCall) async throws(ClientError) -> HTTPAnswer {
        guard let tokens else { return try await transport.send(call) }
        let token = try await tokens.token()
        let answer = try await transport.send(call.authorized(token))
        guard answer.status == 401 else { return answer }
        // Refused before anything was done, so that sending again is safe.
        tokens.discard(token)
        return try await transport.send(call.authorized(try await tokens.token()))
    }

    /// The answer with a status 2xx.
    ///
    /// - Throws: ``ClientError``.
    func succeed(_ call: HTTPCall) async throws(ClientError) -> HTTPAnswer {
        let answer = try await send(call)
        guard answer.isSuccess else { throw ClientError(refusal: answer, operation: call.operation) }
        return answer
    }

    /// The body of the answer.
    func value<T: Decodable>(_ call: HTTPCall) async throws(ClientError) -> T {
        try await succeed(call).decode(T.self, operation: call.operation)
    }

    /// The result of a call that may need the customer's authorization first: 202 says so.
    func outcome<T: Decodable>(_ call: HTTPCall) async throws(ClientError) -> Outcome<T> {
        let answer = try await succeed(call)
        guard answer.status == 202 else {
            return .executed(try answer.decode(T.self, operation: call.operation))
        }
        return .changeRequest(try answer.decode(TriggeredChangeRequest.self, operation: call.operation))
    }

    /// A page of a list.
    func page<T: Decodable>(_ call: HTTPCall) async throws(ClientError) -> ListPage<T> {
        let answer = try await succeed(call)
        return ListPage(
            elements: try answer.decode([T].self, operation: call.operation),
            total: answer.header(PageHeaders.totalName).flatMap { Int($0) },
            hasNext: answer.header(PageHeaders.linkName)
                .flatMap { PageHeaders.target(of: "next", inLink: $0) } != nil)
    }
}
