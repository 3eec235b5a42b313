public import Hummingbird
import Synchronization

/// Whether a service takes work. It is not ready before its store is open and seeded, nor once it drains.
public final class Readiness: Sendable {
    private let isReady = Atomic<Bool>(false)

    public init() {}

    public var value: Bool { isReady.load(ordering: .acquiring) }
    public func set(_ ready: Bool) { isReady.store(ready, ordering: .releasing) }
}

/// `/livez` depends on nothing, `/readyz` on ``Readiness`` and the store, `/metrics` is a Prometheus scrape. Each
/// answers HEAD too, which some load balancers ask with.
public struct HealthRoutes<Context: RequestContext>: Sendable {
    private let readiness: Readiness
    private let registry: PrometheusRegistry
    private let checkStore: @Sendable () async -> Bool

    /// - Parameter checkStore: Answers whether the store can be used now.
    public init(
        readiness: Readiness, registry: PrometheusRegistry, checkStore: @escaping @Sendable () async -> Bool
    ) {
        self.readiness = readiness
        self.registry = registry
        self.checkStore = checkStore
    }

    public func register(on router: some RouterMethods<Context>) {
        serve("/livez", on: router) { Response.plain("alive\n") }
        serve("/readyz", on: router) { [readiness, checkStore] in
            if !readiness.value { return Response.plain("not ready\n", status: .serviceUnavailable) }
            return await checkStore()
                ? Response.plain("ready\n") : Response.plain("store unavailable\n", status: .serviceUnavailable)
        }
        serve("/metrics", on: router) { [registry] in
            Response.plain(registry.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private func serve(
        _ path: RouterPath, on router: some RouterMethods<Context>, _ answer: @escaping @Sendable () async -> Response
    ) {
        router.get(path) { _, _ in await answer() }
        router.head(path) { _, _ in await answer().createHeadResponse() }
    }
}

extension Response {
    static func plain(
        _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
