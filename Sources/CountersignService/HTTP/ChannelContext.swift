public import Hummingbird
public import NIOCore

/// What travels with one request of any of the services.
public struct ChannelContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The connection, for who has to close it.
    public let channel: any Channel

    public init(source: Source) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
