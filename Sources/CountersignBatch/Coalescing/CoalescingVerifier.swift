/// Gathers single requests that arrive at about the same time into batches, for servers: a request waits at most the
/// latency bound for others, and is then verified together with them.
public actor CoalescingVerifier {
    /// How requests are gathered.
    public struct Configuration: Sendable {
        /// The longest that a request waits for others; a day at most.
        public var latencyBound: Duration = .microseconds(200)
        /// As many requests are verified without waiting any longer.
        public var batchSize = 256
        /// Requests that may wait at once, those under way included; more are refused.
        public var queueLimit = 65_536

        public init() {}
    }

    private struct Request {
        let item: BatchItem
        let continuation: CheckedContinuation<BatchVerdict, any Error>
    }

    private let verifier: BatchVerifier
    private let configuration: Configuration
    private var waiting: [UInt64: Request] = [:]
    private var order: [UInt64] = []
    private var underWay: [UInt64: CheckedContinuation<BatchVerdict, any Error>] = [:]
    private var lastRequest: UInt64 = 0
    private var lastGathering: UInt64 = 0
    private var isDrained = false
    private var drainers: [CheckedContinuation<Void, Never>] = []

    public init(_ verifier: BatchVerifier, _ configuration: Configuration = Configuration()) {
        self.verifier = verifier
        self.configuration = configuration
    }

    /// Requests that wait or are under way.
    public var count: Int { waiting.count + underWay.count }

    /// The verdict of one item.
    ///
    /// - Throws: ``BatchError/Code/queueFull`` when too many wait, ``BatchError/Code/drained`` after ``drain()``,
    ///   `CancellationError` at once when the task is cancelled; the others of its batch are not touched.
    public func verify(_ item: BatchItem) async throws -> BatchVerdict {
        try Task.checkCancellation()
        guard !isDrained else {
            throw BatchError(.drained, "the verifier is being drained and takes no more requests")
        }
        guard count < configuration.queueLimit else {
            throw BatchError(
                .queueFull, "expected at most \(configuration.queueLimit) requests at once, found one more")
        }
        lastRequest += 1
        let number = lastRequest
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A cancellation that came before this line found nothing to cancel.
                guard !Task.isCancelled else {
                    continuation.resume(throwing: CancellationError())
                    return
                }
                enqueue(number, Request(item: item, continuation: continuation))
            }
        } onCancel: {
            Task { await self.cancel(number) }
        }
    }

    /// Takes no more requests, and returns when all that were taken have their verdict.
    public func drain() async {
        isDrained = true
        flush()
        guard count > 0 else { return }
        await withCheckedContinuation { drainers.append($0) }
    }

    private func enqueue(_ number: UInt64, _ request: Request) {
        waiting[number] = request
        order.append(number)
        if waiting.count >= configuration.batchSize {
            flush()
        } else if waiting.count == 1 {
            lastGathering += 1
            let gathering = lastGathering
            Task { [bound = min(configuration.latencyBound, .seconds(86_400))] in
                if bound > .zero { try? await Task.sleep(for: bound) }
                self.flush(gathering)
            }
        }
    }

    private func cancel(_ number: UInt64) {
        let continuation = waiting.removeValue(forKey: number)?.continuation ?? underWay.removeValue(forKey: number)
        continuation?.resume(throwing: CancellationError())
        if waiting.isEmpty { order.removeAll(keepingCapacity: true) }
        resumeDrainers()
    }

    /// The bound of a gathering has passed; if the batch was full before, there is nothing left of it to do.
    private func flush(_ gathering: UInt64) {
        if gathering == lastGathering { flush() }
    }

    private func flush() {
        guard !waiting.isEmpty else { return }
        // Whoever comes next starts a gathering of its own.
        lastGathering += 1
        var numbers: [UInt64] = []
        var items: [BatchItem] = []
        for number in order {
            guard let request = waiting.removeValue(forKey: number) else { continue }
            numbers.append(number)
            items.append(request.item)
            underWay[number] = request.continuation
        }
        order.removeAll(keepingCapacity: true)
        Task.detached { [verifier, numbers, items] in
            let outcome = await Self.outcome(verifier, items)
            await self.finish(numbers, outcome)
        }
    }

    private static func outcome(
        _ verifier: BatchVerifier, _ items: [BatchItem]
    ) async -> Result<[BatchVerdict], any Error> {
        do {
            return .success(try await verifier.verify(items))
        } catch {
            return .failure(error)
        }
    }

    private func finish(_ numbers: [UInt64], _ outcome: Result<[BatchVerdict], any Error>) {
        for (index, number) in numbers.enumerated() {
            underWay.removeValue(forKey: number)?.resume(with: outcome.map { $0[index] })
        }
        resumeDrainers()
    }

    private func resumeDrainers() {
        guard count == 0, !drainers.isEmpty else { return }
        let all = drainers
        drainers = []
        for drainer in all { drainer.resume() }
    }
}
