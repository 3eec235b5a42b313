import Hummingbird
import NIOCore

/// What travels with one request.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection, for faults that close it.
    let channel: any Channel

    init(source: Source) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
