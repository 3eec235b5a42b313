import CountersignAPI
import Hummingbird
import Logging

/// Registers the operations of ``Endpoint`` and walks each request through the same gates: body limit, token, decode,
/// call, encode. The one place where errors become wire bodies.
struct BankRouter {
    typealias Handler = @Sendable (Call) async throws -> Answer

    let router: Router<SandboxContext>
    let tokens: TokenGate
    let settings: SandboxSettings

    /// Serves an endpoint that needs a token.
    func on(_ endpoint: Endpoint, _ handle: @escaping Handler) {
        let shape = errorShape(of: endpoint)
        serve(endpoint) { [tokens] endpoint, request, context, limit in
            let namespace = try await tokens.namespace(for: request, whenExpired: endpoint.isControl)
            let bytes = try await Self.body(of: request, limit: limit)
            let call = Call(endpoint: endpoint, request: request, bytes: bytes, namespace: namespace)
            return try await CallDesk(
                call: call, shape: shape, errorIDs: tokens.identities, channel: context.channel,
                logger: context.logger
            ).answer(handle)
        }
    }

    /// Serves an endpoint that gives out tokens.
    func onWithoutToken(_ endpoint: Endpoint, _ handle: @escaping @Sendable (OpenCall) async throws -> Answer) {
        serve(endpoint) { endpoint, request, _, limit in
            let bytes = try await Self.body(of: request, limit: limit)
            return try await handle(OpenCall(endpoint: endpoint, request: request, bytes: bytes))
        }
    }

    private func serve(
        _ endpoint: Endpoint,
        _ answer: @escaping @Sendable (Endpoint, Request, SandboxContext, Int) async throws -> Answer
    ) {
        let (shape, limit, identities) = (errorShape(of: endpoint), settings.bodyLimit, tokens.identities)
        router.on(RouterPath(endpoint.template), method: .init(endpoint.method)) { request, context in
            do {
                return try await answer(endpoint, request, context, limit).response
            } catch {
                let fault = Self.fault(for: error, logger: context.logger)
                return try Answer(fault, shape: shape, ids: identities).response
            }
        }
    }

    private func errorShape(of endpoint: Endpoint) -> ErrorShape {
        switch settings.errors {
        case .documented: endpoint.errorShape
        case .flat: .flat
        case .envelope: .envelope
        }
    }

    /// The whole body.
    /// - Throws: ``BankFault`` 413 once more bytes came than allowed.
    static func body(of request: Request, limit: Int) async throws -> [UInt8] {
        var request = request
        do {
            return Array(buffer: try await request.collectBody(upTo: limit))
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw BankFault(
                .validationError, "body is larger than \(limit) bytes", status: 413, title: "Payload Too Large")
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
