import CountersignAPI
import CountersignService
import Hummingbird
import Logging
import NIOCore

/// Registers the operations of the Security API and walks each request through the same gates: body limit, session,
/// faults, decode, call, envelope, journal. It answers 200, 400 and 500 and nothing else.
struct SecurityV2Router {
    let bank: BankRouter
    let sessions: SessionGate
    let numbers = RequestNumbers()

    /// Serves an operation that needs a token.
    func on<Body: SecurityV2Request, Content: Codable & Sendable & Hashable>(
        _ endpoint: Endpoint, _ type: Body.Type,
        _ handle: @escaping @Sendable (SecurityV2Call<Body>) async throws -> SecurityV2Outcome<Content>
    ) {
        serve(endpoint) { [sessions] desk, channel in
            let entry = try await sessions.entry(for: desk.request)
            let namespace = entry.namespace
            let fault = await namespace.faults.take(endpoint) { [] }
            let answer: Answer
            do {
                answer = try await Self.strike(fault, channel) {
                    let body = try desk.decode(type)
                    let call = SecurityV2Call(body: body, namespace: namespace, session: entry.session)
                    return try desk.answer(try await handle(call), at: namespace.now)
                }
            } catch {
                answer = try desk.answer(error, at: namespace.now)
            }
            namespace.journal.append(
                JournalRecord(
                    endpoint: endpoint, path: desk.request.uri.string, at: namespace.now, status: answer.status,
                    request: Array(desk.bytes.prefix(JournalRecord.bodyLimit)),
                    response: Array(answer.body.prefix(JournalRecord.bodyLimit)), fault: fault?.id, evidence: nil))
            return answer
        } refusing: { [sessions] desk, error in
            try desk.answer(error, at: sessions.namespaces.now)
        }
    }

    /// Serves login, whose answers have no envelope.
    func onLogin(_ handle: @escaping @Sendable (SecurityV2.LoginForm) async throws -> SecurityV2.Login) {
        serve(.securityV2Login) { desk, _ in
            guard let type = desk.request.headers[.contentType] else {
                throw LoginPolicy.Refusal(
                    error: "invalid_request", reason: "expected a body of multipart/form-data")
            }
            do {
                let form = try MultipartForm(contentType: type, body: desk.bytes)
                return try Answer(200, try await handle(try LoginPolicy.form(form)))
            } catch let error as CountersignAPIError {
                let field = error.field.map { $0 + ": " } ?? ""
                throw LoginPolicy.Refusal(error: "invalid_request", reason: field + error.reason)
            }
        } refusing: { desk, error in
            try Self.loginAnswer(error, desk)
        }
    }

    private static func loginAnswer(_ error: any Error, _ desk: SecurityV2Desk) throws -> Answer {
        switch error {
        case let refusal as LoginPolicy.Refusal:
            return try Answer(400, SecurityV2.LoginRefusal(error: refusal.error, errorDescription: refusal.reason))
        case let fault as BankFault where fault.httpStatus == 408 || fault.httpStatus == 413:
            var answer = try Answer(
                400, SecurityV2.LoginRefusal(error: "invalid_request", errorDescription: fault.detail))
            answer.headers[.connection] = "close"
            return answer
        default:
            desk.logger.error("unexpected failure", metadata: ["error": "\(error)"])
            return try Answer(500, SecurityV2.LoginRefusal(error: "server_error", errorDescription: nil))
        }
    }

    private func serve(
        _ endpoint: Endpoint,
        _ answer: @escaping @Sendable (SecurityV2Desk, any Channel) async throws -> Answer,
        refusing refuse: @escaping @Sendable (SecurityV2Desk, any Error) throws -> Answer
    ) {
        let (metrics, numbers) = (bank.metrics.operation(endpoint.name), numbers)
        let reader = BodyReader(limit: bank.settings.bodyLimit, seconds: bank.settings.requestTimeout)
        bank.routes.insert(endpoint)
        bank.router.on(RouterPath(endpoint.template), method: .post) { request, context in
            let start = ContinuousClock.now
            var desk = SecurityV2Desk(
                endpoint: endpoint, request: request, bytes: [], numbers: numbers, logger: context.logger)
            var result: Answer
            do {
                desk = SecurityV2Desk(
                    endpoint: endpoint, request: request, bytes: try await reader.read(request), numbers: numbers,
                    logger: context.logger)
                result = try await answer(desk, context.channel)
            } catch {
                result = try refuse(desk, error)
                if let fault = error as? BankFault { BodyReader.hangUp(context.channel, after: fault.httpStatus) }
            }
            metrics.record(status: result.status, since: start)
            return result.response
        }
    }

    /// Lets a fault strike, before the call or in place of its answer.
    private static func strike(
        _ fault: Fault?, _ channel: any Channel, _ call: () async throws -> Answer
    ) async throws -> Answer {
        guard let fault else { return try await call() }
        if fault.delay > .zero { try await Task.sleep(for: fault.delay) }
        switch fault.effect {
        case nil:
            return try await call()
        case .error(let refusal):
            if fault.isAfter { _ = try await call() }
            throw refusal
        case .drop:
            if fault.isAfter { _ = try await call() }
            // Nobody is left to read the answer, whatever it is.
            try? await channel.close()
            return Answer(500)
        case .wrongShape(let shape):
            var answer = try await call()
            answer.body = shape.distort(answer.body)
            return answer
        }
    }
}
