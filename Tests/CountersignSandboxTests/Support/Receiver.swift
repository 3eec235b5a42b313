import CountersignAPI
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A receiver of webhooks on a free port of this machine.
final class Receiver: Sendable {
    struct Received: Sendable {
        let path: String
        let host: String
        let headers: [String: String]
        let body: [UInt8]

        subscript(_ header: WebhookHeader) -> String? { headers[header.rawValue.lowercased()] }
        var isPing: Bool { self[.eventType] == "WEBHOOK-SUBSCRIPTION" }
    }
    typealias Handler = @Sendable (Received) async throws -> Response

    private let received = Mutex<[Received]>([])
    private let handler: Mutex<Handler>
    private let announced = AsyncStream<Int>.makeStream()
    let port = Mutex(0)

    init(_ handler: @escaping Handler) { self.handler = Mutex(handler) }

    /// Every call but pings.
    var calls: [Received] { received.withLock { $0 }.filter { !$0.isPing } }
    var pings: [Received] { received.withLock { $0 }.filter(\.isPing) }
    var url: String { "http://127.0.0.1:\(port.withLock { $0 })/hook" }

    func answer(_ new: @escaping Handler) { handler.withLock { $0 = new } }

    /// Runs a receiver for the time of the body.
    static func with(
        _ handler: @escaping Handler = { _ in Response(status: .ok) },
        _ body: @Sendable (Receiver) async throws -> Void
    ) async throws {
        let receiver = Receiver(handler)
        let router = Router()
        router.on("**", method: .post) { request, _ in try await receiver.receive(request) }
        router.on("**", method: .get) { request, _ in try await receiver.receive(request) }
        var logger = Logger(label: "receiver")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                receiver.port.withLock { $0 = channel.localAddress?.port ?? 0 }
                receiver.announced.continuation.finish()
            },
            logger: logger)
        let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            for await _ in receiver.announced.stream {}
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(receiver))
            } catch {
                result = .failure(error)
            }
            // Drained, not cancelled: NIO traps on a connection that was accepted and is never served.
            await services.triggerGracefulShutdown()
            while await group.nextResult() != nil {}
            try result.get()
        }
    }

    private func receive(_ request: Request) async throws -> Response {
        var request = request
        let body = Array(buffer: try await request.collectBody(upTo: 1 << 20))
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let call = Received(
            path: request.uri.path, host: request.head.authority ?? "", headers: headers, body: body)
        received.withLock { $0.append(call) }
        return try await handler.withLock { $0 }(call)
    }
}

extension RunningSandbox {
    /// A subscription through the API; its 201 body.
    func subscribe(_ receiver: Receiver, to event: String) async throws -> Reply {
        try await call(.post, "/v1/webhooks", ["event_type": .string(event), "url": .string(receiver.url)])
    }

    /// Moves the clock and returns when everything due has happened.
    func advance(_ body: JSONObject) async throws -> Reply {
        try await call(.post, "/_sandbox/clock/advance", .object(body))
    }

    /// Returns when every delivery that is due was tried.
    func settle() async throws { _ = try await advance(["seconds": 0]) }
}
