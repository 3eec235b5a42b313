import CountersignAPI
import CountersignService
import Hummingbird

/// `/v1/ext_authz/…`: for gateways that ask before they pass a call on and send its body along (Envoy's `ext_authz`
/// with `with_request_body`). What follows the prefix is the path at the bank. 200 lets the call pass.
struct ExternalCheckRoutes {
    /// The call's own `authorization` is for the bank.
    static let tokenHeader = HTTPField.Name("x-countersign-authorization")
    private static let prefix = "/v1/ext_authz"

    let judge: GatewayJudge

    func register(on service: ServiceRouter) {
        guard let header = Self.tokenHeader else { return }
        for method in [HTTPRequest.Method.get, .head, .options, .post, .put, .patch, .delete] {
            service.router.on("/v1/ext_authz/**", method: method) { [judge, gates = service.gates] request, context in
                await gates.answer(.externalCheck, request, context, tokenIn: header) { call in
                    let bytes = try await call.body.read(request, channel: context.channel)
                    let target = request.uri.string
                    // Another spelling of the prefix: nothing of it can be told from the bank's path.
                    guard target.hasPrefix(Self.prefix) else { throw Problem.unknownPath }
                    let match = Self.match(request, String(target.dropFirst(Self.prefix.count)))
                    if case .guarded(let endpoint, _) = match, !bytes.isEmpty {
                        do {
                            try GuardedBody.requireJSON(request.headers)
                        } catch {
                            return GatewayRefusal(unreadable: error, endpoint).response(requestID: call.requestID)
                        }
                    }
                    switch await judge.judge(match, bytes, caller: call.caller, requestID: call.requestID) {
                    case .pass: return Response(status: .ok)
                    case .refuse(let refusal): return refusal.response(requestID: call.requestID)
                    }
                }
            }
        }
    }

    private static func match(_ request: Request, _ target: String) -> GuardedEndpoint.Match {
        if let field = request.headers.first(where: Bank.isRenaming) {
            return .disguised("expected no header \(field.name.canonicalName)")
        }
        return GuardedEndpoint.match(request.method.rawValue, target)
    }
}
