internal import Synchronization

/// Gives out the bearer token: one fetch at a time, however many ask for it, and a new one before the old expires.
final class TokenSource: Sendable {
    typealias Fetch = @Sendable () async throws(ClientError) -> (token: String, life: Duration)
    private typealias Outcome = Result<String, ClientError>

    private struct Held {
        let token: String
        /// From here on it is replaced, and at its end it is over.
        let aged: Duration
        let end: Duration
    }
    private struct State {
        var held: Held?
        var isFetching = false
        var waiters: [UInt64: CheckedContinuation<Outcome, Never>] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())
    private let clock: any ClientClock
    private let margin: Duration
    private let fetch: Fetch

    init(clock: any ClientClock, margin: Duration, fetch: @escaping Fetch) {
        self.clock = clock
        self.margin = margin
        self.fetch = fetch
    }

    /// A token that will do for now.
    ///
    /// - Throws: what fetching throws, or ``ClientError`` `cancelled`.
    func token() async throws(ClientError) -> String {
        let now = clock.now
        let (fresh, id) = state.withLock { state in
            state.next += 1
            return (Self.fresh(state, now), state.next)
        }
        if let fresh { return fresh }
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { self.wait($0, id) }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(returning: .failure(Self.cancelled))
        }.get()
    }

    /// Forgets a token that the bank refused, unless it was replaced already.
    func discard(_ token: String) {
        state.withLock { if $0.held?.token == token { $0.held = nil } }
    }

    private func wait(_ continuation: CheckedContinuation<Outcome, Never>, _ id: UInt64) {
        let now = clock.now
        let (outcome, isFirst) = state.withLock { state -> (Outcome?, Bool) in
            if Task.isCancelled { return (.failure(Self.cancelled), false) }
            if let fresh = Self.fresh(state, now) { return (.success(fresh), false) }
            state.waiters[id] = continuation
            defer { state.isFetching = true }
            return (nil, !state.isFetching)
        }
        if let outcome { continuation.resume(returning: outcome) }
        // Not a child of who asked first: its cancellation is no reason for the others to go without.
        if isFirst { Task { await self.refresh() } }
    }

    private func refresh() async {
        let asked = clock.now
        let fetched: Result<(token: String, life: Duration), ClientError>
        do {
            fetched = .success(try await fetch())
        } catch {
            fetched = .failure(error)
        }
        let (outcome, waiters) = state.withLock { state -> (Outcome, [CheckedContinuation<Outcome, Never>]) in
            state.isFetching = false
            defer { state.waiters = [:] }
            return (self.settle(&state, fetched, asked), Array(state.waiters.values))
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    /// Keeps what came. A token that is only about to expire will do while no new one is to be had.
    private func settle(
        _ state: inout State, _ fetched: Result<(token: String, life: Duration), ClientError>, _ asked: Duration
    ) -> Outcome {
        switch fetched {
        case .success(let (token, life)):
            let life = max(life, .zero)
            state.held = Held(token: token, aged: asked + max(life - margin, life / 2), end: asked + life)
            return .success(token)
        case .failure(let error):
            guard let held = state.held, clock.now < held.end else { return .failure(error) }
            return .success(held.token)
        }
    }

    private static func fresh(_ state: borrowing State, _ now: Duration) -> String? {
        guard let held = state.held, now < held.aged else { return nil }
        return held.token
    }

    private static var cancelled: ClientError {
        ClientError(.cancelled, reason: "cancelled while waiting for a token")
    }
}
