internal import CountersignAPI
public import CountersignClient
public import CountersignDevice
internal import CountersignService
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// A phone that any language drives over HTTP.
public struct PhoneServer: Service {
    /// How a phone's server runs.
    public struct Settings: Sendable {
        public var address = "127.0.0.1"
        /// 0 picks a free port.
        public var port = 8090
        /// Where the phones are kept; nil: in memory.
        public var store: (any DeviceStore)?
        /// Where they are bound and where they confirm; nil: they only sign.
        public var bank: BankClient?
        /// How long a question of a phone's policy stands.
        public var patience = Duration.seconds(60)

        public init() {}
    }

    private let application: any ApplicationProtocol
    private let readiness: Readiness
    private let announcement: Announcement

    /// - Throws: what reading the store throws.
    public init(_ settings: Settings, logger: Logger = Logger(label: "countersign.phone")) throws {
        let questions = PendingQuestions(patience: settings.patience)
        let desk = PhoneDesk(
            shelf: try PhoneShelf(store: settings.store, questions: questions), questions: questions,
            bank: settings.bank)
        let (readiness, announcement) = (Readiness(), Announcement())
        let router = Router(context: ChannelContext.self)
        HealthRoutes(readiness: readiness, registry: PrometheusRegistry()) { true }.register(on: router)
        let description = PhoneDescription.document(PhoneOperation.all)
        router.get("/openapi.json") { _, _ in Response.json(description) }
        for operation in PhoneOperation.all { Self.register(operation, desk, on: router) }
        self.readiness = readiness
        self.announcement = announcement
        application = Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(25))),
            configuration: .init(
                address: .hostname(settings.address, port: settings.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(DescriptorLimit.share(of: 2))),
            onServerRunning: { channel in
                readiness.set(true)
                announcement.announce(port: channel.localAddress?.port ?? settings.port)
            },
            logger: logger)
    }

    /// Serves until the task is cancelled or the service group shuts down, then drains.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: { [readiness] in
            readiness.set(false)
        }
    }

    /// The port that the server listens on, once it does.
    public var port: Int { get async throws { try await announcement.port } }

    private static func register(_ operation: PhoneOperation, _ desk: PhoneDesk, on router: Router<ChannelContext>) {
        guard let method = HTTPRequest.Method(operation.method.rawValue) else { return }
        router.on(RouterPath(operation.path), method: method) { request, context in
            do {
                let value = try await operation.run(desk, try await PhoneCall.read(request, on: context.channel))
                guard let value else { return Response(status: .init(code: operation.status)) }
                return Response.json(value, status: operation.status)
            } catch {
                let problem = PhoneProblem(error)
                if problem.status == 413 { BoundedBody.hangUp(context.channel) }
                return problem.response
            }
        }
    }
}
