import CountersignAPI
import Hummingbird

/// Answers what no route serves in the bank's shape: 404, or 405 where the path is served by other methods.
///
/// It is added after the routes, so that only unmatched requests pass it.
struct UnknownRouteMiddleware: RouterMiddleware {
    typealias Context = SandboxContext

    let routes: ServedRoutes
    let settings: SandboxSettings
    let identities: IdentitySource
    let metrics: OperationMetrics

    func handle(
        _ request: Request, context: SandboxContext,
        next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let methods = routes.methods(of: request.uri.path)
        let fault = methods.isEmpty ? .unknownPath : Self.wrongMethod(methods)
        metrics.record(status: fault.httpStatus, since: start)
        var answer = try Answer(
            fault.httpStatus,
            fault.body(id: try identities.identifier(.error), shape: settings.errors == .flat ? .flat : .envelope))
        if !methods.isEmpty { answer.headers[.allow] = methods.joined(separator: ", ") }
        return answer.response
    }

    private static func wrongMethod(_ methods: [String]) -> BankFault {
        BankFault(
            ErrorCode(rawValue: "method_not_allowed"), "This path takes \(methods.joined(separator: " and ")).",
            status: 405, title: "Method Not Allowed")
    }
}
