internal import CountersignAPI
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// A server that prints what it is sent.
struct WebhookListener: Sendable {
    let address: String
    let port: Int
    /// Ends after this many calls; nil for never.
    let count: Int?
    let judge: WebhookJudge
    let isJSON: Bool

    /// Bytes of a call's body; more answers 413.
    private static let bodyLimit = 1 << 20
    private static let patience = Duration.seconds(4)

    private final class Progress: Sendable {
        struct State {
            var calls = 0
            var hasInvalid = false
            var group: ServiceGroup?
            var error: CLIError?
        }
        let state = Mutex(State())

        func end() {
            if let group = state.withLock({ $0.group }) { Task { await group.triggerGracefulShutdown() } }
        }
    }

    /// Blocks until a signal or the last call.
    ///
    /// - Returns: whether no call was invalid.
    /// - Throws: `cannot_listen`, and what printing throws.
    func run() throws -> Bool {
        let progress = Progress()
        try BlockingTask.run { try await serve(progress) }
        return try progress.state.withLock { state in
            if let error = state.error { throw error }
            return !state.hasInvalid
        }
    }

    private func serve(_ progress: Progress) async throws {
        var logger = Logger(label: "countersign.webhook")
        logger.logLevel = .critical
        let router = Router()
        for path in ["/", "**"] as [RouterPath] {
            router.on(path, method: .post) { request, _ in try await receive(request, progress) }
        }
        let application = Application(
            router: router, configuration: .init(address: .hostname(address, port: port), serverName: nil),
            onServerRunning: { channel in
                let host = address.contains(":") ? "[\(address)]" : address
                let url = "http://\(host):\(channel.localAddress?.port ?? port)"
                tell(isJSON ? JSON.object([("url", .string(url))]).rendered : url, progress)
            },
            logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.patience
        let group = ServiceGroup(configuration: configuration)
        progress.state.withLock { $0.group = group }
        do {
            try await group.run()
        } catch is CancellationError {
            // The patience with the last calls ended.
        } catch {
            throw CLIError(serving: error)
        }
    }

    private func receive(_ request: Request, _ progress: Progress) async throws -> Response {
        var request = request
        let body = Array(buffer: try await request.collectBody(upTo: Self.bodyLimit))
        let headers = request.headers
        func header(_ name: WebhookHeader) -> String? { HTTPField.Name(name.rawValue).flatMap { headers[$0] } }
        let event = WebhookEventType(rawValue: header(.eventType) ?? "")
        let verdict = judge.judge(body, event: event, signature: header(.signature))
        let line = WebhookLine(verdict: verdict, body: body, header: header)
        let isLast = progress.state.withLock { state in
            if verdict == .invalid { state.hasInvalid = true }
            if event != .webhookSubscription { state.calls += 1 }
            return count.map { state.calls >= $0 } ?? false
        }
        tell(isJSON ? line.json.rendered : line.line, progress)
        if isLast { progress.end() }
        return Response(status: verdict == .invalid ? .unauthorized : .ok)
    }

    /// Where nobody reads any more, there is nothing to do.
    private func tell(_ line: String, _ progress: Progress) {
        progress.state.withLock { state in
            do throws(CLIError) {
                try Console.print(line)
            } catch {
                state.error = error
            }
        }
        if progress.state.withLock({ $0.error != nil }) { progress.end() }
    }
}
