public import CountersignAPI

/// What the sandbox has and the bank has not: its SMS inbox, its clock, books, faults, its journal.
///
/// Everything here lies below `/_sandbox/`; against the bank itself each call is a `not_found`.
public struct SandboxControl: Sendable {
    let bank: BankClient

    /// A change request of any kind.
    public func triggerChangeRequest(
        _ order: TriggerChangeRequest
    ) async throws(ClientError) -> TriggeredChangeRequest {
        try await bank.value(try HTTPCall(.triggerChangeRequest, body: order))
    }

    /// A card payment that waits for its customer. The answer is the webhook's body.
    public func triggerSCAChallenge(
        _ order: TriggerSCAChallenge
    ) async throws(ClientError) -> SCAChallengePayload {
        try await bank.value(try HTTPCall(.triggerSCAChallenge, body: order))
    }

    /// What support does for a lost phone: the number and all devices of the person go.
    public func resetTwoFactor(of person: Identifier) async throws(ClientError) {
        try await done(try HTTPCall(.resetTwoFactor, person))
    }
}

extension SandboxControl {
    /// SMS that have arrived, the oldest first.
    public func messages(
        to number: String? = nil, after message: Identifier? = nil
    ) async throws(ClientError) -> [OutboxMessage] {
        try await bank.value(try HTTPCall(.listMessages, query: [("to", number), ("after", message?.text)]))
    }

    /// The newest SMS; waits for one.
    ///
    /// - Parameter seconds: how long to wait, 60 at most.
    /// - Throws: ``ClientError`` `not_found` when none came.
    public func message(
        to number: String? = nil, after message: Identifier? = nil, within seconds: Int = 10
    ) async throws(ClientError) -> OutboxMessage {
        var call = try HTTPCall(
            .waitForMessage, query: [("to", number), ("after", message?.text), ("timeout", String(seconds))])
        call.timeout = bank.transport.configuration.timeout + .seconds(min(max(0, seconds), 60))
        return try await bank.value(call)
    }
}

extension SandboxControl {
    public func clock() async throws(ClientError) -> SandboxClock {
        try await bank.value(try HTTPCall(.readClock))
    }

    public func freezeClock() async throws(ClientError) -> SandboxClock {
        try await bank.value(try HTTPCall(.freezeClock))
    }

    /// Moves the clock, and answers when all that is due then has happened.
    public func advanceClock(_ distance: AdvanceClock) async throws(ClientError) -> SandboxClock {
        try await bank.value(try HTTPCall(.advanceClock, body: distance))
    }

    public func resumeClock() async throws(ClientError) -> SandboxClock {
        try await bank.value(try HTTPCall(.resumeClock))
    }

    /// Runs a call and forgets the body of its answer.
    func done(_ call: HTTPCall) async throws(ClientError) { _ = try await bank.succeed(call) }
}

extension BankClient {
    /// The controls of the sandbox.
    public var sandbox: SandboxControl { SandboxControl(bank: self) }
}
