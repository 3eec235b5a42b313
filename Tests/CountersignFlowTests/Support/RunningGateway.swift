import CountersignAPI
import CountersignClient
import CountersignHarness
import CountersignPrevalidator
import CountersignService
import Logging
import ServiceLifecycle

/// A pre-validator as a proxy before a test's bank, for the time of one test.
struct RunningGateway: Sendable {
    /// The bank, which the test's own calls reach without the gateway.
    let bank: TestBank
    /// A partner's client, which knows the gateway's address and no other.
    let client: BankClient
    let url: String

    @discardableResult
    static func with<T: Sendable>(_ body: @Sendable (RunningGateway) async throws -> T) async throws -> T {
        try await TestBank.run { bank in
            var settings = PrevalidatorSettings()
            (settings.port, settings.proxyPort, settings.bank) = (0, 0, bank.url)
            // What a test does wrong on purpose is more than a customer may.
            settings.policy.attemptsPerDevice = 1000
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let service = try await buildPrevalidator(settings, registry: PrometheusRegistry(), logger: logger)
            let services = ServiceGroup(configuration: .init(services: [service], logger: logger))
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await services.run() }
                let result: Result<T, any Error>
                do {
                    _ = try await service.port
                    let url = "http://127.0.0.1:\(try await service.proxyPort ?? 0)"
                    var configuration = ClientConfiguration()
                    configuration.connections = ConnectionPool()
                    let client = try BankClient(
                        url, .client(id: "tests", secret: "secret"), configuration: configuration)
                    result = .success(try await body(RunningGateway(bank: bank, client: client, url: url)))
                } catch {
                    result = .failure(error)
                }
                // Drained, not cancelled: NIO traps on a connection that was accepted and is never served.
                await services.triggerGracefulShutdown()
                while await group.nextResult() != nil {}
                return try result.get()
            }
        }
    }

    /// How often an operation has reached the bank.
    func calls(of operation: Endpoint) async throws -> Int {
        try await bank.control.journal(try Page(size: 1000)).elements.filter { $0.operation == operation.name }.count
    }
}
