internal import NIOCore
internal import NIOHTTP1

/// Ends a connection whose answer has a status below 100. AsyncHTTPClient takes such a head for one that another
/// follows, meets the answer's end instead, and stops the process.
final class ImpossibleStatus: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    static func guardAgainst(_ channel: any Channel) -> EventLoopFuture<Void> {
        // At once where that can be: an answer may have come already.
        channel.eventLoop.inEventLoop
            ? channel.eventLoop.makeCompletedFuture { try add(to: channel.pipeline) }
            : channel.eventLoop.submit { try add(to: channel.pipeline) }
    }

    private static func add(to pipeline: ChannelPipeline) throws {
        let decoder = try pipeline.syncOperations.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.syncOperations.addHandler(ImpossibleStatus(), position: .after(decoder))
    }

    /// What follows would be read without the head that it belongs to.
    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        guard case .head(let head) = unwrapInboundIn(data), head.status.code < 100 else {
            return context.fireChannelRead(data)
        }
        isRefused = true
        context.fireErrorCaught(HTTPParserError.invalidStatus)
        context.close(promise: nil)
    }
}
