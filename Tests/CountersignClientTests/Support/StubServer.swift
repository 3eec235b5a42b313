import CountersignAPI
import CountersignClient
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server that answers with any bytes at all: HTTP as it should be, halves of it, or none.
final class StubServer: Sendable {
    /// What is done when a request has come, one after the other; then the connection waits for the next request.
    enum Act: Sendable {
        case send([UInt8])
        /// Past the encryption of a stub that has one: what comes out is no TLS, or an alert of it.
        case sendRecord([UInt8])
        case pause(Duration)
        case close
    }
    struct Received: Sendable {
        let method: String
        let target: String
        /// Lower-case names.
        let headers: [String: String]
        let body: [UInt8]

        var path: String { String(target.prefix { $0 != "?" }) }
        var json: JSONValue { (try? WireJSON.parse(body)) ?? .null }
        var isTokenFetch: Bool { path == "/oauth2/token" || path == "/oauth/token" }
    }
    typealias Handler = @Sendable (Received) -> [Act]

    let port: Int
    private let scheme: String
    private let received = Mutex<[Received]>([])
    private let handler: Handler

    private init(port: Int, scheme: String, _ handler: @escaping Handler) {
        self.port = port
        self.scheme = scheme
        self.handler = handler
    }

    var address: String { "\(scheme)://127.0.0.1:\(port)" }
    var calls: [Received] { received.withLock { $0 }.filter { !$0.isTokenFetch } }
    var tokenFetches: [Received] { received.withLock { $0 }.filter(\.isTokenFetch) }

    /// Runs a stub that gives out tokens by itself.
    ///
    /// - Parameter tls: nil: plain HTTP.
    static func with(
        tls: StubCertificate? = nil, _ handler: @escaping Handler,
        _ body: @Sendable (StubServer) async throws -> Void
    ) async throws {
        try await withEverything(tls: tls, { $0.isTokenFetch ? [.ok(tokenBody())] : handler($0) }, body)
    }

    /// Runs a stub that answers token requests with its handler too.
    static func withEverything(
        tls: StubCertificate? = nil, _ handler: @escaping Handler,
        _ body: @Sendable (StubServer) async throws -> Void
    ) async throws {
        let context = try tls?.serverContext()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let stub = StubServer(
            port: channel.channel.localAddress?.port ?? 0, scheme: tls == nil ? "http" : "https", handler)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await stub.accept(channel) }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(stub))
            } catch {
                result = .failure(error)
            }
            // Closed, not cancelled: NIO traps on a connection that was accepted and is never served.
            try? await channel.channel.close()
            while await group.nextResult() != nil {}
            try result.get()
        }
    }

    static func tokenBody(_ token: String = "token", expiresIn: Int = 3600) -> JSONValue {
        [
            "access_token": .string(token), "token_type": "Bearer", "expires_in": .number(JSONNumber(expiresIn)),
        ]
    }

    private func accept(_ channel: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>) async throws {
        try await channel.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask { try? await self.serve(connection) }
                }
                // The listener was closed, and every connection that it had accepted is being served.
                group.cancelAll()
            }
        }
    }

    private func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var bytes: [UInt8] = []
            for try await part in inbound {
                bytes += part.readableBytesView
                while let (request, length) = Self.request(in: bytes) {
                    bytes.removeFirst(length)
                    received.withLock { $0.append(request) }
                    for act in handler(request) {
                        switch act {
                        case .send(let bytes): try await outbound.write(ByteBuffer(bytes: bytes))
                        case .sendRecord(let bytes): try await Self.send(bytes, under: connection.channel)
                        case .pause(let duration): try await Task.sleep(for: duration)
                        case .close: return
                        }
                    }
                }
            }
        }
    }

    private static func send(_ bytes: [UInt8], under channel: any Channel) async throws {
        try await channel.eventLoop.flatSubmit {
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
            }.assumeIsolated().flatMap { $0.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes))) }.nonisolated()
        }.get()
    }

    /// The first whole request, and how many bytes it takes.
    private static func request(in bytes: [UInt8]) -> (Received, Int)? {
        let end = Array("\r\n\r\n".utf8)
        guard let head = bytes.indices.dropLast(3).first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        let lines = String(decoding: bytes[..<head], as: UTF8.self).split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        let length = head + 4 + (headers["content-length"].flatMap { Int($0) } ?? 0)
        guard bytes.count >= length else { return nil }
        let words = (lines.first ?? "").split(separator: " ")
        let request = Received(
            method: String(words.first ?? ""), target: words.count > 1 ? String(words[1]) : "", headers: headers,
            body: Array(bytes[(head + 4)..<length]))
        return (request, length)
    }
}

extension StubServer.Act {
    static func text(_ text: String) -> Self { .send(Array(text.utf8)) }
    static func ok(_ body: JSONValue) -> Self { answer(200, body) }
    static func answer(_ status: Int, _ body: JSONValue, headers: String = "") -> Self {
        plain(status, String(decoding: WireJSON.encode(body), as: UTF8.self), headers: headers)
    }
    static func plain(_ status: Int, _ body: String, headers: String = "") -> Self {
        text("HTTP/1.1 \(status) X\r\ncontent-length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }
    /// A change request with that status.
    static func changeRequest(_ status: String) -> Self { ok(["id": "cr", "status": .string(status)]) }
}
