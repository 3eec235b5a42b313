import CountersignExchange
public import CountersignService
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore

/// Wires a pre-validator. The command line and the tests call this and nothing else.
///
/// - Throws: ``PrevalidatorError`` when store, audit log or certificates cannot be used, `BatchError` when no kernel
///   can.
public func buildPrevalidator(
    _ settings: PrevalidatorSettings, clock: any ServiceClock = SteadyClock(), registry: PrometheusRegistry = .init(),
    logger: Logger = Logger(label: "countersign.prevalidator")
) async throws -> PrevalidatorService {
    let prevalidator = try await Prevalidator(
        storage: settings.storage, durability: settings.durability, policy: settings.policy,
        tableBudget: settings.tableBudget, clock: clock)
    return try buildPrevalidator(settings, around: prevalidator, registry: registry, logger: logger)
}

/// The same around a pre-validator of one's own.
func buildPrevalidator(
    _ settings: PrevalidatorSettings, around prevalidator: Prevalidator, registry: PrometheusRegistry, logger: Logger
) throws -> PrevalidatorService {
    let clock = prevalidator.clock
    let audit = try settings.audit.map { try AuditLog(path: $0, after: settings.auditAfter, clock: clock) }
    let metrics = PrevalidatorMetrics(registry: registry)
    let desk = VerdictDesk(prevalidator: prevalidator, audit: audit, metrics: metrics)
    let limiter = RateLimiter(rate: settings.rate, clock: clock)
    let judge = GatewayJudge(desk: desk, unlearned: settings.unlearned, limiter: limiter)
    let (readiness, announcement, proxyAnnouncement) = (Readiness(), Announcement(), Announcement())

    let service = ServiceRouter(
        router: Router(context: ChannelContext.self),
        gates: ServiceGates(
            gate: try CallerGate(settings.callers, asksForCertificates: settings.tls?.clientAuthority != nil),
            settings: settings, metrics: metrics))
    HealthRoutes(readiness: readiness, registry: registry) { await prevalidator.store.isUsable }.register(
        on: service.router)
    VerifyRoutes(desk: desk, limiter: limiter, detail: settings.detail).register(on: service)
    BatchRoutes(desk: desk, limiter: limiter, detail: settings.detail).register(on: service)
    KeyRoutes(prevalidator: prevalidator, audit: audit).register(on: service)
    ChallengeRoutes(prevalidator: prevalidator).register(on: service)
    ExternalCheckRoutes(judge: judge).register(on: service)
    DescriptionRoutes().register(on: service)
    service.router.add(middleware: UnknownRoute(metrics: metrics))

    let server = try ServerKind(settings)
    // The API, the proxy and its connections to the bank: one for each caller, so that a slow call holds up no other.
    let share = DescriptorLimit.share(of: settings.bank == nil ? 1 : 3)
    let bank = try settings.bank.map { text throws(PrevalidatorError) in
        do throws(BaseAddress.Refusal) {
            return Bank(at: try BankAddress(text), connections: share)
        } catch {
            throw PrevalidatorError(.invalidValue, error.description, field: "bank")
        }
    }
    let proxy = bank.map { bank in
        Application(
            responder: BankProxy(
                bank: bank, judge: judge, lessons: Lessons(prevalidator: prevalidator, logger: logger),
                body: BoundedBody(limit: settings.proxyBodyLimit, patience: .seconds(settings.requestTimeout)),
                metrics: metrics),
            server: server.plain,
            configuration: .init(
                address: .hostname(settings.address, port: settings.proxyPort), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(share)),
            onServerRunning: { proxyAnnouncement.announce(port: $0.localAddress?.port ?? settings.proxyPort) },
            logger: logger)
    }
    let application = Application(
        router: service.router, server: server.secured,
        configuration: .init(
            address: .hostname(settings.address, port: settings.port), serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(share)),
        onServerRunning: { channel in
            readiness.set(true)
            announcement.announce(port: channel.localAddress?.port ?? settings.port)
        },
        logger: logger)
    return PrevalidatorService(
        prevalidator: prevalidator, application: application, proxy: proxy, bank: bank, readiness: readiness,
        announcement: announcement, proxyAnnouncement: proxyAnnouncement, metrics: metrics, logger: logger)
}
