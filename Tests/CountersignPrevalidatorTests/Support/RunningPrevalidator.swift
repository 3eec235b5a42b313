import AsyncHTTPClient
import Countersign
import CountersignAPI
import CountersignService
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

@testable import CountersignPrevalidator

/// A pre-validator on free ports for the time of one test, with a clock that the test drives.
struct RunningPrevalidator: Sendable {
    static let token = "a token of the tests"

    let clock: VirtualClock
    let service: PrevalidatorService
    let port: Int
    let proxyPort: Int?
    let registry: PrometheusRegistry

    /// Starts a service that knows the caller `tests`, runs the body, stops it.
    @discardableResult
    static func with<T: Sendable>(
        _ settings: PrevalidatorSettings = .init(), store: (any PrevalidatorStore)? = nil,
        _ body: @Sendable (RunningPrevalidator) async throws -> T
    ) async throws -> T {
        var settings = settings
        (settings.port, settings.proxyPort) = (0, 0)
        if settings.callers == nil { settings.callers = ["tests": token] }
        let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
        let registry = PrometheusRegistry()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let service =
            if let store {
                try buildPrevalidator(
                    settings, around: try await Prevalidator(store: store, policy: settings.policy, clock: clock),
                    registry: registry, logger: logger)
            } else {
                try await buildPrevalidator(settings, clock: clock, registry: registry, logger: logger)
            }
        let services = ServiceGroup(configuration: .init(services: [service], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result<T, any Error>
            do {
                let running = RunningPrevalidator(
                    clock: clock, service: service, port: try await service.port,
                    proxyPort: try await service.proxyPort, registry: registry)
                result = .success(try await body(running))
            } catch {
                result = .failure(error)
            }
            // Drained, not cancelled: NIO traps on a connection that was accepted and is never served.
            await services.triggerGracefulShutdown()
            while await group.nextResult() != nil {}
            return try result.get()
        }
    }

    /// One call of the API.
    func call(
        _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, token: String? = Self.token
    ) async throws -> Reply {
        try await send(method, path, bytes: body.map(WireJSON.encode), token: token)
    }

    func send(
        _ method: HTTPMethod, _ path: String, bytes: [UInt8]?, token: String? = Self.token,
        headers: [(String, String)] = []
    ) async throws -> Reply {
        var headers = headers
        if let token { headers.append(("authorization", "Bearer " + token)) }
        if bytes != nil, !headers.contains(where: { $0.0 == "content-type" }) {
            headers.append(("content-type", "application/json"))
        }
        return try await Caller.send(method, "http://127.0.0.1:\(port)\(path)", bytes, headers)
    }

    /// Enrols a key through the API.
    func enrol(_ key: SigningKey, device: String = "phone", id: String = "key") async throws -> Reply {
        try await call(
            .POST, "/v1/keys",
            ["device_id": .string(device), "key_id": .string(id), "key": .string(key.verifyingKey.hexPoint)])
    }

    func register(_ id: String, text: String = "text to sign") async throws -> Reply {
        try await call(
            .POST, "/v1/challenges",
            ["challenge_id": .string(id), "device_id": "phone", "text": .string(text)])
    }

    func verify(_ id: String, _ field: String) async throws -> Reply {
        try await call(.POST, "/v1/verify", ["challenge_id": .string(id), "signature": .string(field)])
    }
}

/// The one client of the tests: as many connections as a race has runners, so that their calls do arrive at once.
enum Caller {
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }()

    static func send(
        _ method: HTTPMethod, _ url: String, _ bytes: [UInt8]?, _ headers: [(String, String)] = []
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let bytes { request.body = .bytes(ByteBuffer(bytes: bytes)) }
        let response = try await http.execute(request, timeout: .seconds(60))
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
    var code: String { json["code"]?.stringValue ?? "" }
    func header(_ name: String) -> String? { headers.first(name: name) }
    /// The lines of NDJSON.
    var lines: [JSONValue] { bytes.split(separator: 0x0A).map { (try? WireJSON.parse($0)) ?? .null } }
}
