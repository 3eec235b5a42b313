import CountersignAPI
import CountersignService
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

/// A bank that takes everything and counts what reaches it.
final class StubBank: Sendable {
    private let calls = Mutex<[(name: String, content: [String?])]>([])
    private let answers = Mutex<[String: Int]>([:])
    private let texts = Mutex<Int?>(nil)
    private let isHeld = Mutex(false)
    private let ending = Mutex(Ending.whole)

    /// Method and path of each call.
    var received: [String] { calls.withLock { $0.map(\.name) } }
    /// What each call says of its body, `content-type` and `content-encoding`, and of the connection before: `x-hop`.
    var contents: [[String?]] { calls.withLock { $0.map(\.content) } }
    var confirmations: Int { received.filter { $0.hasSuffix("/confirm") }.count }

    /// The status that calls to this path are answered with from now on.
    func answer(_ path: String, with status: Int) { answers.withLock { $0[path] = status } }

    /// From now on each authorization gives another text, `text 1` and so on; the first one's answer waits for
    /// ``release()``.
    func countTexts() {
        isHeld.withLock { $0 = true }
        texts.withLock { $0 = 0 }
    }

    /// What becomes of an answer behind the beginning of its body.
    enum Ending {
        case whole, breaksOff, stalls
    }

    /// How answers end from now on.
    func end(_ ending: Ending) { self.ending.withLock { $0 = ending } }

    func release() { isHeld.withLock { $0 = false } }

    private func nextText() async throws -> String? {
        let number = texts.withLock { texts -> Int? in
            texts = texts.map { $0 + 1 }
            return texts
        }
        while number == 1, isHeld.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
        return number.map { "text \($0)" }
    }

    /// Runs a body while the bank listens.
    static func with<T: Sendable>(_ body: @Sendable (StubBank, Int) async throws -> T) async throws -> T {
        let bank = StubBank()
        let announcement = Announcement()
        var logger = Logger(label: "stub")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder<ChannelContext> { request, _ in try await bank.respond(request) },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announcement.announce(port: $0.localAddress?.port ?? 0) }, logger: logger)
        let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result<T, any Error>
            do {
                result = .success(try await body(bank, try await announcement.port))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            while await group.nextResult() != nil {}
            return try result.get()
        }
    }

    private func respond(_ request: Request) async throws -> Response {
        _ = try await request.body.collect(upTo: 1 << 20)
        let path = request.uri.path
        let content = [
            request.headers[.contentType], request.headers[.contentEncoding],
            request.headers.first { $0.name.canonicalName == "x-hop" }?.value,
        ]
        calls.withLock { $0.append((request.method.rawValue + " " + path, content)) }
        let status = answers.withLock { $0[path] }
        let body: JSONValue
        switch path.split(separator: "/").last {
        case "devices": body = ["id": "phone", "challenge": ["id": "binding"]]
        case "authorize":
            let text = try await nextText() ?? "sign " + path
            body = ["id": "x", "status": "CONFIRMATION_REQUIRED", "string_to_sign": .string(text)]
        default: body = ["taken": true]
        }
        let usual = path.hasSuffix("/devices") ? 202 : path.hasSuffix("/authorize") ? 201 : 200
        if status == 204 { return Response(status: .noContent) }
        let ending = ending.withLock { $0 }
        let response = Response(
            status: .init(code: status ?? usual), headers: [.contentType: "application/json"],
            body: ending == .whole
                ? ResponseBody(byteBuffer: ByteBuffer(bytes: WireJSON.encode(body)))
                : ResponseBody(contentLength: 1000) { writer in
                    try await writer.write(ByteBuffer(string: "{"))
                    if ending == .stalls { try await Task.sleep(for: .seconds(10)) }
                    throw CancellationError()
                })
        return request.method == .head ? response.createHeadResponse() : response
    }
}
