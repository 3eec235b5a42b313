public import CountersignService
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// A running sandbox: all of its parts wired once, by ``buildSandbox(_:clock:registry:logger:)``.
public struct Sandbox: Service {
    private let application: any ApplicationProtocol
    private let readiness: Readiness
    private let announcement: Announcement
    private let dispatcher: WebhookDispatcher
    /// For tests that look into the books.
    let namespaces: Namespaces

    init(
        application: any ApplicationProtocol, readiness: Readiness, announcement: Announcement,
        dispatcher: WebhookDispatcher, namespaces: Namespaces
    ) {
        self.application = application
        self.readiness = readiness
        self.announcement = announcement
        self.dispatcher = dispatcher
        self.namespaces = namespaces
    }

    /// Serves until the task is cancelled or the service group shuts down, then drains.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [dispatcher] in await dispatcher.run() }
                defer { group.cancelAll() }
                try await application.run()
            }
        } onGracefulShutdown: { [readiness] in
            readiness.set(false)
        }
    }

    /// The port that the server listens on, once it does.
    public var port: Int { get async throws { try await announcement.port } }
}

/// Wires a sandbox. The command line and the tests call this and nothing else.
///
/// - Throws: ``SandboxError`` for books that the bank refuses.
public func buildSandbox(
    _ settings: SandboxSettings, clock: VirtualClock = VirtualClock(), registry: PrometheusRegistry = .init(),
    logger: Logger = Logger(label: "countersign.sandbox")
) throws -> Sandbox {
    try buildSandbox(settings, clock: clock, registry: registry, logger: logger, resolver: SystemResolver())
}

/// The same with a resolver for the hosts of webhooks.
func buildSandbox(
    _ settings: SandboxSettings, clock: VirtualClock, registry: PrometheusRegistry, logger: Logger,
    resolver: any HostResolver
) throws -> Sandbox {
    // Of three shares the connections have one, and books on file, three descriptors a bank, the others.
    var settings = settings
    let share = DescriptorLimit.share(of: 3)
    if case .folder = settings.storage { settings.banks = min(settings.banks, share * 2 / 3) }
    let readiness = Readiness()
    let metrics = SandboxMetrics(registry: registry)
    let namespaces = Namespaces(settings: settings, clock: clock, metrics: metrics)
    try namespaces.tryBooks()
    namespaces.warnOfTooMany(logger)
    let tokens = TokenGate(
        namespaces: namespaces, settings: settings, identities: IdentitySource(seed: settings.seed))
    let router = Router(context: SandboxContext.self)
    let courier = WebhookCourier(
        policy: WebhookPolicy(allowsInsecure: settings.allowsInsecureWebhooks), resolver: resolver,
        patience: settings.webhookTimeout)
    let dispatcher = WebhookDispatcher(namespaces, courier, logger: logger)
    let sessions = SessionGate(
        namespaces: namespaces, settings: settings, key: TokenKey(storage: settings.storage), logger: logger)
    let bank = BankRouter(
        router: router, tokens: tokens, sessions: sessions, settings: settings, metrics: metrics)
    let security = SecurityV2Router(bank: bank, sessions: sessions)
    HealthRoutes(readiness: readiness, registry: registry) { await namespaces.areUsable }.register(on: router)
    DescriptionRoutes().register(on: bank)
    OAuthRoutes(tokens: tokens).register(on: bank)
    PersonRoutes().register(on: bank)
    MobileNumberRoutes().register(on: bank)
    AccountRoutes().register(on: bank)
    BusinessRoutes().register(on: bank)
    ChangeRequestRoutes().register(on: bank)
    if settings.servesDialect { ClientDialectRoutes().register(on: bank) }
    DeviceRoutes().register(on: bank)
    DeviceChallengeRoutes().register(on: bank)
    SMSChallengeRoutes().register(on: bank)
    DeviceMonitoringRoutes().register(on: bank)
    ActivationRoutes().register(on: bank)
    WebhookRoutes(courier: courier).register(on: bank)
    SecurityV2Routes(sessions: sessions).register(on: security)
    if settings.servesControl {
        registerControl(on: bank, dispatcher)
        SecurityV2ControlRoutes(sessions: sessions, numbers: security.numbers).register(on: bank)
    }
    router.add(
        middleware: UnknownRouteMiddleware(
            routes: bank.routes, settings: settings, identities: tokens.identities,
            metrics: metrics.operation("none")))

    let announcement = Announcement()
    let application = Application(
        router: PathFolding(router: router),
        server: .http1(configuration: .init(idleTimeout: .seconds(settings.requestTimeout))),
        configuration: .init(
            address: .hostname(settings.address, port: settings.port), serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(share)),
        onServerRunning: { [port = settings.port] channel in
            readiness.set(true)
            announcement.announce(port: channel.localAddress?.port ?? port)
        },
        logger: logger)
    return Sandbox(
        application: application, readiness: readiness, announcement: announcement,
        dispatcher: dispatcher, namespaces: namespaces)
}

/// Everything below `/_sandbox/`.
private func registerControl(on bank: BankRouter, _ dispatcher: WebhookDispatcher) {
    TriggerRoutes().register(on: bank)
    OutboxRoutes().register(on: bank)
    ClockRoutes(travel: TimeTravel(dispatcher: dispatcher)).register(on: bank)
    BooksRoutes().register(on: bank)
    FaultRoutes().register(on: bank)
    DeliveryRoutes().register(on: bank)
}
