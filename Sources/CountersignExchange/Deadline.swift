package import NIOCore

/// Runs a body for so long and no longer. A body that is late is cancelled, and waited for.
///
/// - Parameters:
///   - limit: of the machine's time.
///   - loop: keeps the time.
///   - expiry: makes the outcome where the body is late.
/// - Throws: what the body throws, and where it is late what `expiry` throws.
package func withDeadline<Value: Sendable>(
    of limit: TimeAmount, on loop: any EventLoop, _ body: @escaping @Sendable () async throws -> Value,
    onExpiry expiry: @escaping @Sendable () throws -> Value
) async throws -> Value {
    // A sleeping task would keep its memory for all of the time, also when it is cancelled.
    let patience = loop.makePromise(of: Void.self)
    let timer = loop.scheduleTask(in: limit) { patience.succeed() }
    return try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await patience.futureResult.get()
            return try expiry()
        }
        defer {
            timer.cancel()
            patience.fail(CancellationError())
            group.cancelAll()
        }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
