import CountersignAPI
import Synchronization

/// A fault that strikes one call.
struct Fault: Sendable {
    enum Effect: Sendable {
        case drop
        case error(BankFault)
        case wrongShape(FaultRule.WrongShape)
    }
    let id: Identifier
    let delay: Duration
    /// Nil when there is a delay only.
    let effect: Effect?
    /// Whether the call is executed first.
    let isAfter: Bool
}

/// The faults of one bank, in the order in which they were made. They live in memory: a restart ends them.
final class FaultBook: Sendable {
    private struct Entry {
        var rule: FaultRule
        let endpoint: String?
        let fault: Fault

        func fits(_ called: Endpoint) -> Bool {
            rule.webhookID == nil && (endpoint.map { $0 == called.name } ?? true)
        }
    }
    private struct State {
        var entries: [Entry] = []
        var made = 0
    }
    private let state = Mutex(State())

    /// Rules that a test can need; more is a leak.
    static let limit = 1000

    /// - Throws: ``BankFault`` 400 for a rule that can never strike or has no effect.
    func add(_ rule: FaultRule) throws -> FaultRule {
        let endpoint = try FaultPolicy.endpoint(rule)
        return try state.withLock { state in
            guard state.entries.count < Self.limit else {
                throw BankFault.invalid("faults", "expected at most \(Self.limit) faults")
            }
            state.made += 1
            var rule = rule
            let id = Identifier("fault-\(state.made)")
            rule.id = id
            state.entries.append(
                Entry(rule: rule, endpoint: endpoint?.name, fault: try FaultPolicy.fault(rule, of: endpoint, id: id)))
            return rule
        }
    }

    var rules: [FaultRule] { state.withLock { $0.entries.map(\.rule) } }

    func remove(_ id: Identifier) throws(BankFault) {
        let isKnown = state.withLock { state in
            let count = state.entries.count
            state.entries.removeAll { $0.rule.id == id }
            return state.entries.count < count
        }
        guard isKnown else { throw .notFound("Sandbox::Fault", id) }
    }

    func removeAll() { state.withLock { $0.entries = [] } }

    /// The fault that strikes a call, which is used up once more by that.
    ///
    /// - Parameter persons: whom the call concerns; asked for only when a rule needs it.
    func take(_ endpoint: Endpoint, persons: () async throws -> Set<Identifier>) async rethrows -> Fault? {
        let asksForPerson = state.withLock { state -> Bool? in
            let fitting = state.entries.filter { $0.fits(endpoint) }
            return fitting.isEmpty ? nil : fitting.contains { $0.rule.personID != nil }
        }
        guard let asksForPerson else { return nil }
        let concerned = asksForPerson ? try await persons() : []
        return take { entry in
            entry.fits(endpoint) && entry.rule.personID.map(concerned.contains) ?? true
        }
    }

    /// The fault that strikes a delivery.
    func take(webhook: Identifier) -> Fault? { take { $0.rule.webhookID == webhook } }

    private func take(_ fits: (Entry) -> Bool) -> Fault? {
        state.withLock { state in
            guard let place = state.entries.firstIndex(where: fits) else { return nil }
            let fault = state.entries[place].fault
            if let times = state.entries[place].rule.times {
                if times > 1 {
                    state.entries[place].rule.times = times - 1
                } else {
                    state.entries.remove(at: place)
                }
            }
            return fault
        }
    }
}
