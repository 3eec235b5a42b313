import NIOCore
import NIOPosix

/// Answers every request on loopback with the same bytes at once: a change request, or a token.
struct LoopbackBank {
    let port: Int
    private let channel: any Channel

    static func start() async throws -> LoopbackBank {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Answering()) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LoopbackBank(port: channel.localAddress?.port ?? 0, channel: channel)
    }

    func stop() async throws { try await channel.close() }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let request = answer(
        #"{"id":"b520ce9090c44a989149fe7f2f94a785","status":"COMPLETED","updated_at":"2021-12-22T15:05:33.634+00:00","#
            + #""response_body":{"id":"69c673883853eafb2da9157de2bdaa05cper"},"response_code":202}"#)
    private static let token = answer(#"{"access_token":"token","token_type":"Bearer","expires_in":3600}"#)
    private var pending = ByteBuffer()

    private static func answer(_ body: String) -> ByteBuffer {
        ByteBuffer(
            string: "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
                + body)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        pending.writeBuffer(&part)
        let bytes = pending.readableBytesView
        if bytes.starts(with: "GET ".utf8) {
            guard bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) else { return }
            pending.clear()
            context.writeAndFlush(wrapOutboundOut(Self.request), promise: nil)
        } else {
            // A token request ends with its form.
            guard bytes.suffix(8).elementsEqual("partners".utf8) else { return }
            pending.clear()
            context.writeAndFlush(wrapOutboundOut(Self.token), promise: nil)
        }
    }
}
