import AsyncHTTPClient
import CountersignAPI
import CountersignService
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

@testable import CountersignSandbox

/// A sandbox on a free port for the time of one test, with a clock that the test drives.
struct RunningSandbox: Sendable {
    let clock: VirtualClock
    let port: Int
    /// The OAuth client whose bank this is.
    let client: String
    private let sandbox: Sandbox
    let token: String

    /// Longer than any test runs: on a loaded machine a hop between threads can take many seconds, and no test but
    /// those of a timeout may end for that.
    static let patience: Int64 = 600

    /// Starts a sandbox, runs the body, stops it. Timeouts that the test did not set itself are long.
    @discardableResult
    static func with<T: Sendable>(
        _ settings: SandboxSettings = .init(), resolver: any HostResolver = SystemResolver(),
        _ body: @Sendable (RunningSandbox) async throws -> T
    ) async throws -> T {
        var settings = settings
        settings.port = 0
        let usual = SandboxSettings()
        if settings.webhookTimeout == usual.webhookTimeout { settings.webhookTimeout = patience }
        if settings.requestTimeout == usual.requestTimeout { settings.requestTimeout = patience }
        let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let sandbox = try buildSandbox(
            settings, clock: clock, registry: PrometheusRegistry(), logger: logger, resolver: resolver)
        let services = ServiceGroup(configuration: .init(services: [sandbox], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result<T, any Error>
            do {
                let port = try await sandbox.port
                let token = try await Self.token(port: port, client: "tests")
                result = .success(
                    try await body(
                        RunningSandbox(clock: clock, port: port, client: "tests", sandbox: sandbox, token: token)))
            } catch {
                result = .failure(error)
            }
            // Drained, not cancelled: NIO traps on a connection that was accepted and is never served.
            await services.triggerGracefulShutdown()
            while await group.nextResult() != nil {}
            return try result.get()
        }
    }

    /// Another client's view of the same sandbox.
    func asClient(_ name: String) async throws -> RunningSandbox {
        RunningSandbox(
            clock: clock, port: port, client: name, sandbox: sandbox,
            token: try await Self.token(port: port, client: name))
    }

    /// A token as of now, for tests that have moved the clock.
    func freshToken() async throws -> String { try await Self.token(port: port, client: client) }

    /// Whether that client has a bank.
    func isOpen(_ client: String) throws -> Bool { try sandbox.namespaces.known(client) != nil }

    /// The books behind the server, for what the API does not show.
    var books: Namespace { get throws { try sandbox.namespaces.namespace(of: client) } }

    /// As many connections as a race has runners, so that their calls do arrive at once.
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        configuration.timeout.connect = .seconds(patience)
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }()

    private static func token(port: Int, client: String) async throws -> String {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/oauth2/token")
        request.method = .POST
        request.headers.add(
            name: "authorization",
            value: ClientCredentials(clientID: client, clientSecret: "secret").authorization)
        request.body = .bytes(ByteBuffer(string: FormBody.clientCredentials.text))
        let response = try await Self.http.execute(request, timeout: .seconds(Self.patience))
        let bytes = Array(buffer: try await response.body.collect(upTo: 1 << 20))
        return try WireJSON.decode(AccessToken.self, from: bytes).accessToken
    }

    /// One call with this client's token.
    func call(
        _ method: Endpoint.Method, _ path: String, _ body: JSONValue? = nil, token: String?? = .none
    ) async throws -> Reply {
        try await send(method, path, bytes: body.map(WireJSON.encode), token: token)
    }

    /// One call with any bytes as its body.
    func send(
        _ method: Endpoint.Method, _ path: String, bytes: [UInt8]?, token: String?? = .none
    ) async throws -> Reply {
        var headers: [(name: String, value: String)] = []
        if let token = token ?? self.token { headers.append(("authorization", "Bearer \(token)")) }
        if bytes != nil { headers.append(("content-type", "application/json")) }
        return try await exchange(method, path, headers, bytes)
    }

    /// One call with these headers and no others.
    func exchange(
        _ method: Endpoint.Method, _ path: String, _ headers: [(name: String, value: String)], _ bytes: [UInt8]?
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .RAW(value: method.rawValue)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let bytes { request.body = .bytes(ByteBuffer(bytes: bytes)) }
        let response = try await Self.http.execute(request, timeout: .seconds(Self.patience))
        let answer = Array(buffer: try await response.body.collect(upTo: 64 << 20))
        return Reply(status: Int(response.status.code), headers: response.headers, bytes: answer)
    }
}

/// What came back.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let bytes: [UInt8]

    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? WireJSON.parse(bytes)) ?? .null }
    subscript(name: String) -> JSONValue? { json[name] }
    func header(_ name: String) -> String? { headers.first(name: name) }
    var id: String { json["id"]?.stringValue ?? "" }
    /// The error body, in whichever shape.
    var error: ErrorEntry { ErrorBody(reading: bytes, httpStatus: status).first }
}
