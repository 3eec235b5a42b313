import CountersignAPI
import CountersignService
import Hummingbird
import Logging

/// Registers the operations, each behind the gates.
struct ServiceRouter {
    let router: Router<ChannelContext>
    let gates: ServiceGates

    func on(_ endpoint: Endpoint, _ handle: @escaping ServiceGates.Handler) {
        let method = HTTPRequest.Method(rawValue: endpoint.method.rawValue) ?? .get
        router.on(RouterPath(endpoint.template), method: method) { [gates] request, context in
            await gates.answer(endpoint, request, context, tokenIn: .authorization, handle)
        }
    }
}

/// Walks each request through the same gates: caller, body, call, answer. The one place where errors become problems.
struct ServiceGates: Sendable {
    typealias Handler = @Sendable (Call) async throws -> Response

    let gate: CallerGate
    let settings: PrevalidatorSettings
    let metrics: PrevalidatorMetrics

    /// One request through the gates.
    func answer(
        _ endpoint: Endpoint, _ request: Request, _ context: ChannelContext, tokenIn header: HTTPField.Name,
        _ handle: Handler
    ) async -> Response {
        let requestID = RequestIdentity.of(request)
        let response: Response
        do {
            let call = Call(
                endpoint: endpoint, request: request, context: context,
                caller: try await gate.caller(request.headers[header], on: context.channel), requestID: requestID,
                body: BoundedBody(limit: settings.bodyLimit, patience: .seconds(settings.requestTimeout)))
            response = try await handle(call)
        } catch {
            let problem = Problem(of: error)
            if problem.status >= 500 {
                context.logger.error("request failed", metadata: ["request_id": "\(requestID)", "error": "\(error)"])
            }
            if problem.status == 413 { BoundedBody.hangUp(context.channel) }
            response = problem.response(requestID: requestID)
        }
        metrics.countRequest(endpoint.name, status: response.status.code)
        return response
    }
}

/// Answers what no route serves: 404, or 405 where the path is served by other methods. Added after the routes, so
/// that only unmatched requests pass it.
struct UnknownRoute: RouterMiddleware {
    typealias Context = ChannelContext

    let metrics: PrevalidatorMetrics

    func handle(
        _ request: Request, context: ChannelContext, next: (Request, ChannelContext) async throws -> Response
    ) async throws -> Response {
        let methods = Set(Endpoint.prevalidator.filter { $0.ids(in: request.uri.path) != nil }.map(\.method.rawValue))
        let allowed = methods.sorted().joined(separator: ", ")
        let problem =
            methods.isEmpty
            ? .unknownPath : Problem(405, "method_not_allowed", "this path takes \(allowed)")
        metrics.countRequest("none", status: problem.status)
        var response = problem.response(requestID: RequestIdentity.of(request))
        if !methods.isEmpty { response.headers[.allow] = allowed }
        return response
    }
}
