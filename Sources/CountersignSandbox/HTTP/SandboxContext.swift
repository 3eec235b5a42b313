import Hummingbird
import Logging
import NIOCore

/// What travels with one request.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The bank that the request's token belongs to; set by ``TokenMiddleware``.
    var namespace: Namespace?

    init(source: Source) {
        coreContext = .init(source: source)
    }
}
