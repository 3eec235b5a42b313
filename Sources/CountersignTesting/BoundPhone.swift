import CountersignClient
public import CountersignDevice
public import CountersignHarness
public import Testing

/// A bank, a customer of it, and the customer's phone, for the time of one test.
///
/// ```swift
/// @Test(.boundPhone) func pays() async throws {
///     let phone = try BoundPhone.current
///     let transfer = try await phone.bank.orderTransfer(by: phone.customer)
///     let report = try await phone.connection.approve(transfer)
///     #expect(report.changeRequest?.status == .completed)
/// }
/// ```
public struct BoundPhone: Sendable {
    /// The running sandbox.
    public let bank: TestBank
    public let customer: TestCustomer
    /// The phone and the bank's client that it uses.
    public let connection: ConnectedPhone
    public var device: VirtualDevice { connection.device }

    @TaskLocal static var running: BoundPhone?

    /// The phone of the test that runs.
    ///
    /// - Throws: ``HarnessError`` `no_phone` in a test without the trait `.boundPhone`.
    public static var current: BoundPhone {
        get throws(HarnessError) {
            guard let running else { throw .noPhone }
            return running
        }
    }
}

/// Gives each test a sandbox and a bound phone of its own: ``BoundPhone/current``.
public struct BoundPhoneTrait: TestTrait, SuiteTrait, TestScoping {
    let policy: ApprovalPolicy
    let purposes: [DeviceKeyPurpose]

    public var isRecursive: Bool { true }

    public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { testCase == nil ? nil : self }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await TestBank.run { bank in
            let customer = try await bank.customer()
            let device = try VirtualDevice(purposes: purposes, policy: policy)
            let phone = try await bank.bind(device, to: customer)
            try await BoundPhone.$running.withValue(BoundPhone(bank: bank, customer: customer, connection: phone)) {
                try await function()
            }
        }
    }
}

extension Trait where Self == BoundPhoneTrait {
    /// A sandbox on a free port, a customer, and a phone that is bound by SMS.
    public static var boundPhone: Self { Self(policy: .approve, purposes: [.unrestricted]) }

    /// The same with a policy of its own.
    public static func boundPhone(policy: ApprovalPolicy, purposes: [DeviceKeyPurpose] = [.unrestricted]) -> Self {
        Self(policy: policy, purposes: purposes)
    }
}
