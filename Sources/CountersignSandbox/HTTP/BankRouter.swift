import CountersignAPI
import CountersignService
import Hummingbird
import Logging

/// Registers the operations of ``Endpoint`` and walks each request through the same gates: body limit, token, decode,
/// call, encode. The one place where errors become wire bodies.
struct BankRouter {
    typealias Handler = @Sendable (Call) async throws -> Answer

    let router: Router<SandboxContext>
    let tokens: TokenGate
    /// What drives the sandbox takes the tokens of the Security API too.
    let sessions: SessionGate
    let settings: SandboxSettings
    let metrics: SandboxMetrics
    let routes = ServedRoutes()

    /// Serves an endpoint that needs a token.
    func on(_ endpoint: Endpoint, _ handle: @escaping Handler) {
        let shape = errorShape(of: endpoint)
        serve(endpoint) { [tokens, sessions] endpoint, request, context, body in
            let entry = endpoint.isControl ? try await sessions.controlEntry(for: request) : nil
            let namespace: Namespace
            if let entry {
                namespace = entry.namespace
            } else {
                namespace = try await tokens.namespace(for: request, whenExpired: endpoint.isControl)
            }
            let bytes = try await body.read(request, context.channel)
            let call = Call(endpoint: endpoint, request: request, bytes: bytes, namespace: namespace)
            return try await CallDesk(
                call: call, shape: shape, errorIDs: tokens.identities, channel: context.channel,
                logger: context.logger
            ).answer(handle)
        }
    }

    /// Serves an endpoint that gives out tokens.
    func onWithoutToken(_ endpoint: Endpoint, _ handle: @escaping @Sendable (OpenCall) async throws -> Answer) {
        serve(endpoint) { endpoint, request, context, body in
            let bytes = try await body.read(request, context.channel)
            return try await handle(
                OpenCall(endpoint: endpoint, request: request, bytes: bytes, channel: context.channel))
        }
    }

    private func serve(
        _ endpoint: Endpoint,
        _ answer: @escaping @Sendable (Endpoint, Request, SandboxContext, BodyReader) async throws -> Answer
    ) {
        let (shape, identities) = (errorShape(of: endpoint), tokens.identities)
        let metrics = metrics.operation(endpoint.name)
        let body = BodyReader(limit: settings.bodyLimit, seconds: settings.requestTimeout)
        routes.insert(endpoint)
        router.on(RouterPath(endpoint.template), method: .init(endpoint.method)) { request, context in
            let start = ContinuousClock.now
            do {
                let answer = try await answer(endpoint, request, context, body)
                metrics.record(status: answer.status, since: start)
                return answer.response
            } catch {
                let fault = Self.fault(for: error, logger: context.logger)
                metrics.record(status: fault.httpStatus, since: start)
                BodyReader.hangUp(context.channel, after: fault.httpStatus)
                return try Answer(fault, shape: shape, ids: identities).response
            }
        }
    }

    func errorShape(of endpoint: Endpoint) -> ErrorShape {
        switch settings.errors {
        case .documented: endpoint.errorShape
        case .flat: .flat
        case .envelope: .envelope
        }
    }

    static func fault(for error: any Error, logger: Logger) -> BankFault {
        switch error {
        case let fault as BankFault: return fault
        case let error as CountersignAPIError: return BankFault(error)
        default:
            logger.error("unexpected failure", metadata: ["error": "\(error)"])
            return BankFault(.genericError, "There was an error.")
        }
    }
}

extension HTTPRequest.Method {
    init(_ method: Endpoint.Method) {
        switch method {
        case .get: self = .get
        case .post: self = .post
        case .put: self = .put
        case .patch: self = .patch
        case .delete: self = .delete
        }
    }
}
