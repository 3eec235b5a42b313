import Hummingbird

/// What travels with one request.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: Source) { coreContext = .init(source: source) }
}
