import CountersignAPI

/// The phones of all customers: which SMS have reached them.
struct OutboxRoutes {
    /// Messages that a list holds at most: the newest.
    static let limit = 1000
    /// Seconds of the machine's time that a call may wait, and waits unless told.
    static let longestWait = 60
    static let usualWait = 10

    func register(on bank: BankRouter) {
        bank.on(.listMessages) { call in
            let (recipient, after) = (try Self.recipient(call), try call.query("after").map(Identifier.init(_:)))
            return try call.answer(
                try await call.namespace.read { try $0.outbox(of: recipient, after: after, limit: Self.limit) })
        }
        bank.on(.waitForMessage) { call in
            let (recipient, after) = (try Self.recipient(call), try call.query("after").map(Identifier.init(_:)))
            let patience = try Self.patience(call)
            guard let message = try await Self.message(call.namespace, recipient, after, patience) else {
                throw BankFault(
                    .notFound, "no SMS \(recipient.map { "to \($0) " } ?? "")within \(patience) s")
            }
            return try call.answer(message)
        }
    }

    /// The newest message; waits for one, woken by its arrival and by the clock. A message on its way arrives without
    /// anybody ringing when its time has come on a running clock: that is looked for ten times a second.
    private static func message(
        _ namespace: Namespace, _ recipient: String?, _ after: Identifier?, _ patience: Int
    ) async throws -> OutboxMessage? {
        let deadline = ContinuousClock.now.advanced(by: .seconds(patience))
        while true {
            let seen = namespace.events.mail.count
            if let message = try await namespace.read({ try $0.outbox(of: recipient, after: after, limit: 1) }).last {
                return message
            }
            let rest = ContinuousClock.now.duration(to: deadline)
            guard rest > .zero, !Task.isCancelled else { return nil }
            await namespace.events.mail.wait(after: seen, upTo: min(rest, .milliseconds(100)))
        }
    }

    /// A number in any form that is accepted elsewhere. A plus sign that was not escaped in the query came as a space.
    private static func recipient(_ call: Call) throws -> String? {
        guard let text = try call.query("to") else { return nil }
        guard let number = PhoneNumber(sanitizing: text.first == " " ? "+" + text.dropFirst() : text) else {
            throw BankFault.invalid("to", "expected a number in E.164 form")
        }
        return number.e164
    }

    private static func patience(_ call: Call) throws -> Int {
        guard let text = try call.query("timeout") else { return usualWait }
        guard let seconds = Int(text), (0...longestWait).contains(seconds) else {
            throw BankFault.invalid("timeout", "expected 0 to \(longestWait) seconds")
        }
        return seconds
    }
}
