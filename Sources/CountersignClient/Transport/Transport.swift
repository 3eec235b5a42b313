internal import AsyncHTTPClient
internal import CountersignAPI
internal import CountersignExchange
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Makes calls to one server: a time limit over the whole, a bound on the answer, no redirects, another attempt where
/// that is safe. It judges no status and knows no tokens.
struct Transport: Sendable {
    let address: BaseAddress
    let configuration: ClientConfiguration

    init(_ address: String, configuration: ClientConfiguration) throws(ClientError) {
        do throws(BaseAddress.Refusal) {
            self.address = try BaseAddress(address, allowsPlainHTTP: configuration.allowsPlainHTTP)
        } catch {
            throw ClientError(.invalidRequest, reason: error.description)
        }
        self.configuration = configuration
    }

    /// The answer, whatever its status.
    ///
    /// - Throws: ``ClientError`` `unreachable`, `connection_lost`, `timed_out`, `cancelled`, `unreadable_answer`,
    ///   `answer_too_large`, `invalid_request`.
    func send(_ call: HTTPCall) async throws(ClientError) -> HTTPAnswer {
        var pause = configuration.pause
        var attempt = 1
        while true {
            let outcome = await attempted(call)
            guard attempt < configuration.attempts, Self.isWorthAnother(call, outcome) else { return try outcome.get() }
            do {
                try await configuration.clock.sleep(for: pause)
            } catch {
                throw ClientError(.cancelled, reason: "cancelled between two attempts", operation: call.operation)
            }
            attempt += 1
            pause *= 2
        }
    }

    /// Where nothing was sent any call may be repeated; else only what does no harm twice.
    private static func isWorthAnother(_ call: HTTPCall, _ outcome: Result<HTTPAnswer, ClientError>) -> Bool {
        switch outcome {
        case .failure(let error):
            error.code == .unreachable || (call.isRepeatable && error.code == .connectionLost)
        case .success(let answer):
            call.isRepeatable && [500, 502, 503, 504].contains(answer.status)
        }
    }

    private func attempted(_ call: HTTPCall) async -> Result<HTTPAnswer, ClientError> {
        let start = ContinuousClock.now
        let outcome: Result<HTTPAnswer, ClientError>
        do {
            outcome = .success(try await withTimeLimit(call))
        } catch let error as ClientError {
            outcome = .failure(error)
        } catch {
            outcome = .failure(ClientError(network: error, operation: call.operation))
        }
        if configuration.logger.logLevel <= .debug {
            let result =
                switch outcome {
                case .success(let answer): String(answer.status)
                case .failure(let error): error.code.description
                }
            configuration.logger.debug(
                "call",
                metadata: [
                    "operation": "\(call.operation)", "result": "\(result)",
                    "took": "\(start.duration(to: .now))",
                ])
        }
        return outcome
    }

    /// The HTTP client's own deadline ends with the head of the answer; a body that drips would have no end.
    private func withTimeLimit(_ call: HTTPCall) async throws -> HTTPAnswer {
        let limit = call.timeout ?? configuration.timeout
        let loop = configuration.connections.http.eventLoopGroup.any()
        return try await withDeadline(of: .nanoseconds(limit.nanoseconds), on: loop) {
            try await exchange(call)
        } onExpiry: {
            throw ClientError(.timedOut, reason: "no whole answer within \(limit)", operation: call.operation)
        }
    }

    private func exchange(_ call: HTTPCall) async throws -> HTTPAnswer {
        var request = HTTPClientRequest(url: address.text + call.target)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "user-agent", value: "countersign")
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        if let body = call.body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await configuration.connections.http.execute(request, deadline: .distantFuture)
        let status = Int(response.status.code)
        var body: [UInt8] = []
        for try await part in response.body {
            let room = configuration.answerLimit - body.count
            guard part.readableBytes <= room else {
                // Of a refusal the status says enough.
                guard status < 400 else {
                    body += part.readableBytesView.prefix(max(0, room))
                    break
                }
                throw ClientError(
                    .answerTooLarge, reason: "expected at most \(configuration.answerLimit) bytes, found more",
                    operation: call.operation, status: status)
            }
            body += part.readableBytesView
        }
        // A cancelled body ends early without saying so.
        try Task.checkCancellation()
        return HTTPAnswer(status: status, headers: response.headers, body: body)
    }
}
