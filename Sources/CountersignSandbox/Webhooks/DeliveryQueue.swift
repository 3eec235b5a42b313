import CountersignAPI
import Logging

/// Delivers the webhooks of one bank, some at a time. A delivery is marked in the books only after its attempt, so that
/// a killed process delivers it again rather than never.
actor DeliveryQueue {
    /// Calls under way at once, and of them to one subscription: a slow receiver must not hold up the others.
    static let limit = 32
    static let limitOfSubscription = 4
    /// Calls that are read at once.
    static let lookahead = 8 * limit

    private let namespace: Namespace
    private let courier: WebhookCourier
    private let logger: Logger
    private var underWay: [Identifier: Task<Void, Never>] = [:]
    private var busy: [Identifier: Int] = [:]
    /// Attempts that the books did not take, a full disk perhaps, and since when: they stand there as due still.
    private var unrecorded: [Identifier: ContinuousClock.Instant] = [:]
    private static let pause = Duration.seconds(5)
    /// One look into the books at a time.
    private var looking: Task<Void, Never>?
    /// When there is something to do next, as of that many rings; saves a look into the books.
    private var forecast: (seen: UInt64, next: Timestamp?)?

    init(_ namespace: Namespace, _ courier: WebhookCourier, logger: Logger) {
        self.namespace = namespace
        self.courier = courier
        self.logger = logger
    }

    /// Starts what is due and not under way.
    func start() async {
        while let looking { await looking.value }
        let task = Task { await look() }
        looking = task
        await task.value
    }

    private func look() async {
        defer { looking = nil }
        let seen = namespace.events.deliveries.count
        if let forecast, forecast.seen == seen, forecast.next.map({ namespace.now < $0 }) ?? true { return }
        // What ends while the books are read still stands in them as due.
        let now = ContinuousClock.now
        unrecorded = unrecorded.filter { $0.value + Self.pause > now }
        var started = Set(underWay.keys).union(unrecorded.keys)
        do {
            while underWay.count < Self.limit {
                let full = fullSubscriptions
                let calls = try await namespace.read { try $0.dueCalls(limit: Self.lookahead, without: full) }
                for call in calls where !started.contains(call.id) {
                    let subscription = call.subscription.id
                    guard underWay.count < Self.limit, busy[subscription, default: 0] < Self.limitOfSubscription
                    else { continue }
                    busy[subscription, default: 0] += 1
                    started.insert(call.id)
                    underWay[call.id] = Task { await attempt(call) }
                }
                // Behind the many calls of one subscription may stand those of others.
                if calls.count < Self.lookahead || fullSubscriptions.isSubset(of: full) { break }
            }
            forecast = (seen, try await namespace.read { try $0.nextAttempt() })
        } catch {
            logger.error("webhooks cannot be read", metadata: ["error": "\(error)"])
        }
    }

    private var fullSubscriptions: Set<Identifier> {
        Set(busy.filter { $0.value >= Self.limitOfSubscription }.keys)
    }

    /// Delivers until nothing is due.
    ///
    /// - Returns: false when the books did not take an attempt, so that something is due still.
    func settle() async -> Bool {
        while true {
            await start()
            guard let task = underWay.values.first else { return unrecorded.isEmpty }
            await task.value
        }
    }

    func stop() {
        for task in underWay.values { task.cancel() }
    }

    private func attempt(_ call: WebhookCall) async {
        let outcome = await outcome(of: call)
        // A call that was broken off by the end of the process stays due.
        if !Task.isCancelled {
            do {
                try await namespace.transact { try $0.recordAttempt(call, outcome) }
            } catch {
                unrecorded[call.id] = .now
                logger.error("a webhook cannot be recorded", metadata: ["error": "\(error)"])
            }
        }
        underWay[call.id] = nil
        busy[call.subscription.id, default: 1] -= 1
        if busy[call.subscription.id] == 0 { busy[call.subscription.id] = nil }
        namespace.events.deliveries.ring()
    }

    private func outcome(of call: WebhookCall) async -> WebhookOutcome {
        var call = call
        if let fault = namespace.faults.take(webhook: call.subscription.id) {
            if fault.delay > .zero { try? await Task.sleep(for: fault.delay) }
            switch fault.effect {
            case .drop: return .failed(reason: "dropped by a fault")
            case .error(let fault): return .answered(status: fault.httpStatus)
            case .wrongShape(let shape): call.body = shape.distort(call.body)
            case nil: break
            }
        }
        do {
            return try await courier.deliver(call, at: namespace.now)
        } catch let fault as BankFault {
            return .failed(reason: fault.detail)
        } catch {
            return .failed(reason: "the call could not be made")
        }
    }
}
