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
            let entry: SessionGate.Entry
            do {
                entry = try await sessions.entry(for: desk.request)
            } catch let fault as BankFault {
                // The books are on file and cannot be opened beside so many others: this API has no 429.
                throw SecurityV2Fault.invalid(nil, fault.detail)
            }
            let namespace = entry.namespace
            let fault = await namespace.faults.take(endpoint) { [] }
            let answer: Answer
            do {
                answer = try await Fault.strike(fault, on: channel) {
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
                    request: desk.bytes, response: answer.body, fault: fault?.id))
            return answer
        } refusing: { [sessions] desk, error in
            try desk.answer(error, at: sessions.namespaces.now)
        }
    }

    func serve(
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
                    endpoint: endpoint, request: request, bytes: try await reader.read(request, context.channel),
                    numbers: numbers, logger: context.logger)
                result = try await answer(desk, context.channel)
            } catch {
                result = try refuse(desk, error)
                if let fault = error as? BankFault { BodyReader.hangUp(context.channel, after: fault.httpStatus) }
            }
            metrics.record(status: result.status, since: start)
            return result.response
        }
    }
}
