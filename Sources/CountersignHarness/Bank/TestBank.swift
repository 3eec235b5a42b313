public import CountersignAPI
public import CountersignClient
public import CountersignDevice
public import CountersignSandbox
internal import Logging
internal import ServiceLifecycle

/// A sandbox that runs in this process for the time of one test, and a client for it.
public struct TestBank: Sendable {
    /// The base URL.
    public let url: String
    public let bank: BankClient
    /// Its clock, its SMS inbox, its faults, its journal.
    public var control: SandboxControl { bank.sandbox }

    /// Starts a sandbox on a free port, runs the body, stops it.
    ///
    /// - Parameters:
    ///   - settings: address and port of it do not count.
    ///   - client: the OAuth client whose bank this is.
    /// - Throws: what starting and what the body throws.
    public static func run<Result: Sendable>(
        _ settings: SandboxSettings = .init(), client: String = "tests",
        _ body: @Sendable (TestBank) async throws -> Result
    ) async throws -> Result {
        var settings = settings
        settings.address = "127.0.0.1"
        settings.port = 0
        var logger = Logger(label: "countersign.sandbox")
        logger.logLevel = .critical
        let sandbox = try buildSandbox(settings, logger: logger)
        let services = ServiceGroup(configuration: .init(services: [sandbox], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let outcome: Swift.Result<Result, any Error>
            do {
                let url = "http://127.0.0.1:\(try await sandbox.port)"
                // Connections of its own: a server that drains waits for those that are open.
                var configuration = ClientConfiguration()
                configuration.connections = ConnectionPool()
                let bank = try BankClient(
                    url, .client(id: client, secret: "secret"), configuration: configuration)
                outcome = .success(try await body(TestBank(url: url, bank: bank)))
            } catch {
                outcome = .failure(error)
            }
            // Drained, not cancelled: a connection that was accepted has to be served.
            await services.triggerGracefulShutdown()
            while await group.nextResult() != nil {}
            return try outcome.get()
        }
    }

    /// A person with a number that was verified by SMS, and an account of 10 000 EUR.
    ///
    /// - Throws: `ClientError`, ``HarnessError``.
    public func customer(firstName: String = "Ada", number: String = "+491512345678") async throws -> TestCustomer {
        var attributes = PersonAttributes()
        attributes.firstName = firstName
        let person = try await bank.createPerson(attributes)
        let number = try await bank.createMobileNumber(number, of: person.id).number
        try await bank.authorizeMobileNumber(number, of: person.id)
        _ = try await bank.confirmMobileNumber(number, token: try await code(to: number), of: person.id)
        let account = try await bank.createAccount(of: person.id)
        return TestCustomer(person: person.id, number: number, account: account)
    }

    /// The code of the newest SMS to a number.
    ///
    /// - Throws: `ClientError` `not_found` where none came, ``HarnessError`` `bank` for one without a code.
    public func code(to number: String) async throws -> String {
        guard let code = try await control.message(to: number).otp else {
            throw HarnessError(.bank, "the newest SMS to the number has no code")
        }
        return code
    }

    /// Binds a phone to a customer by SMS.
    ///
    /// - Throws: `ClientError`, ``DeviceError``; ``HarnessError`` `bank` where the bank refuses an honest phone.
    @discardableResult
    public func bind(_ device: VirtualDevice, to customer: TestCustomer) async throws -> ConnectedPhone {
        let phone = ConnectedPhone(device, at: bank)
        let report = try await phone.bind(to: customer.person, address: url) { _ in
            try await code(to: customer.number)
        }
        guard report.observed == .accepted else {
            throw HarnessError(.bank, "binding: expected 2xx, found \(report.observed)")
        }
        return phone
    }

    /// Orders a transfer of the customer's, which waits for authorization.
    ///
    /// - Parameter cents: euro cents.
    /// - Throws: `ClientError`; ``HarnessError`` `bank` where no change request was made of it.
    public func orderTransfer(by customer: TestCustomer, cents: Int = 1000) async throws -> Identifier {
        let order = CreateSEPACreditTransfer(
            recipientName: "Grace Hopper", recipientIBAN: "DE89370400440532013000", amount: Amount(value: cents))
        let outcome = try await bank.createSEPACreditTransfer(order, from: customer.account.id)
        guard let id = outcome.changeRequestID else {
            throw HarnessError(.bank, "expected a change request for the transfer, found none")
        }
        return id
    }
}
