import AsyncHTTPClient
import CountersignAPI
import CountersignExchange
import NIOCore
import NIOHTTP1
import NIOPosix

/// Makes one call: resolves the host once, checks the address, connects to exactly that address, follows no redirect,
/// waits so long and no longer, and reads 64 KiB of the answer at most.
struct WebhookCourier: Sendable {
    static let answerLimit = 64 << 10

    let policy: WebhookPolicy
    let resolver: any HostResolver
    /// Seconds of the machine's time, for finding the host and once more for the call.
    let patience: Int64

    /// - Throws: ``BankFault`` 400 for an address that must not be called; nothing was sent then.
    func deliver(_ call: WebhookCall, at now: Timestamp) async throws -> WebhookOutcome {
        let url = try WebhookURL(call.subscription.url)
        let literal = NetworkAddress(url.host)
        let known: [NetworkAddress]
        if let literal {
            known = [literal]
        } else {
            known = try await withPatience {
                try await resolver.addresses(of: url.host)
            } onExpiry: {
                []
            }
        }
        let address = try policy.choose(url, among: known)
        let headers = try call.headers(at: now)
        return await send(call.body, headers, to: url, at: literal == nil ? address : nil)
    }

    private func send(
        _ body: [UInt8], _ headers: [(name: String, value: String)], to url: WebhookURL, at address: NetworkAddress?
    ) async -> WebhookOutcome {
        var request = HTTPClientRequest(url: url.text)
        request.method = .POST
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        // A client of its own: no connection is shared, so none that was opened before the check is used again.
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration(url, address))
        let outcome: WebhookOutcome
        do {
            outcome = try await withPatience { [request] in
                try await exchange(request, client)
            } onExpiry: {
                silence
            }
        } catch {
            outcome = failure(by: error)
        }
        try? await client.shutdown()
        return outcome
    }

    private func exchange(_ request: HTTPClientRequest, _ client: HTTPClient) async throws -> WebhookOutcome {
        let response = try await client.execute(request, timeout: .seconds(patience + 1))
        var read = 0
        do {
            for try await part in response.body {
                read += part.readableBytes
                if read >= Self.answerLimit { break }
            }
        } catch {
            // The status has been said; what follows it does not matter.
        }
        return .answered(status: Int(response.status.code))
    }

    /// An attempt is one connection. It ends with our patience: the client, which is waited for, does not drop one that is
    /// being made.
    func configuration(_ url: WebhookURL, _ address: NetworkAddress?) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration.strict
        configuration.timeout.connect = .seconds(patience)
        configuration.connectionPool.retryConnectionEstablishment = false
        // In either case of letters: a name that is not found here would be resolved anew.
        if let address {
            for name in [url.host, url.host.lowercased()] { configuration.dnsOverride[name] = address.description }
        }
        return configuration
    }

    private var silence: WebhookOutcome { .failed(reason: "no answer within \(patience) s") }

    /// Errors of the client without the addresses and handles in them; one reason for silence, whoever notices it first.
    private func failure(by error: any Error) -> WebhookOutcome {
        switch error as? HTTPClientError {
        case .connectTimeout?, .tlsHandshakeTimeout?: silence
        case let error?: .failed(reason: error.shortDescription)
        case nil: .failed(reason: "no connection")
        }
    }

    private func withPatience<T: Sendable>(
        _ body: @escaping @Sendable () async throws -> T, onExpiry expiry: @escaping @Sendable () -> T
    ) async throws -> T {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        return try await withDeadline(of: .seconds(patience), on: loop, body, onExpiry: expiry)
    }
}
