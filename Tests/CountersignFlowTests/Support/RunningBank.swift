import CountersignAPI
import CountersignClient
import CountersignSandbox
import CountersignService
import Logging
import ServiceLifecycle
import Testing

/// A sandbox on a free port for the time of one test, and a client of it.
struct RunningBank: Sendable {
    let address: String
    let client: BankClient
    /// The clock that all banks of this sandbox start with.
    let clock: VirtualClock

    /// Starts a sandbox, runs the body, stops it.
    @discardableResult
    static func with<T: Sendable>(
        _ change: (inout SandboxSettings) -> Void = { _ in }, _ body: @Sendable (RunningBank) async throws -> T
    ) async throws -> T {
        var settings = SandboxSettings()
        settings.port = 0
        change(&settings)
        let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let sandbox = try buildSandbox(settings, clock: clock, registry: PrometheusRegistry(), logger: logger)
        let services = ServiceGroup(configuration: .init(services: [sandbox], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result<T, any Error>
            do {
                let address = "http://127.0.0.1:\(try await sandbox.port)"
                let client = try BankClient(address, .client(id: "tests", secret: "secret"))
                result = .success(try await body(RunningBank(address: address, client: client, clock: clock)))
            } catch {
                result = .failure(error)
            }
            // Drained, not cancelled: NIO traps on a connection that was accepted and is never served.
            await services.triggerGracefulShutdown()
            while await group.nextResult() != nil {}
            return try result.get()
        }
    }

    /// A person with a verified number, and an account.
    func customer(number: String = "+491512345678") async throws -> BankCustomer {
        var attributes = PersonAttributes()
        attributes.firstName = "Ada"
        let books = SeedBooks(persons: [
            SeedPerson(attributes: attributes, number: number, accounts: [SeedAccount(balance: 1_000_000)])
        ])
        let seeded = try #require(try await client.sandbox.seed(books).persons.first)
        return BankCustomer(bank: self, id: seeded.id, number: number, account: try #require(seeded.accounts.first))
    }
}

/// A person of the bank, and what tests want of one.
struct BankCustomer: Sendable {
    let bank: RunningBank
    let id: Identifier
    let number: String
    let account: Identifier

    /// The code of the newest SMS.
    func code() async throws -> String {
        try #require(try await bank.client.sandbox.message(to: number).otp)
    }

    /// A change request that renames the person.
    func rename(to name: String = "Grace") async throws -> Identifier {
        var changes = PersonAttributes()
        changes.firstName = name
        return try #require(try await bank.client.updatePerson(id, changes).changeRequestID)
    }

    var firstName: String? {
        get async throws { try await bank.client.person(id).attributes.firstName }
    }

    /// A change request for a transfer of ten euros.
    func transfer() async throws -> Identifier {
        let order = CreateSEPACreditTransfer(
            recipientName: "Grace Hopper", recipientIBAN: "DE89370400440532013000", amount: Amount(value: 1000),
            reference: "invoice 7")
        return try #require(
            try await bank.client.createSEPACreditTransfer(order, from: account).changeRequestID)
    }
}
