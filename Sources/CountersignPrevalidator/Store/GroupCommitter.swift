import GRDB

/// Runs changes on one connection, as many to a transaction as have come together while the last one was committed.
/// Who asked is answered after the commit, and not before.
final class GroupCommitter: Sendable {
    private struct Job: Sendable {
        /// Does it, and gives back how to answer once it is durable.
        let run: @Sendable (Database) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private let queue: GroupQueue<Job>

    init(_ database: DatabaseQueue) {
        queue = GroupQueue(label: "countersign.store", largest: 1024) { jobs in
            do {
                for answer in try Self.commit(jobs, database) { answer() }
            } catch {
                let refusal = PrevalidatorError(.storeUnavailable, "the store cannot be used: \(error)")
                for job in jobs { job.fail(refusal) }
            }
        }
    }

    /// - Parameter committed: is told of each result in the order of the commits, before anybody is answered who asks
    ///   later.
    /// - Throws: `store_unavailable` when the transaction failed, and then nothing of it has happened.
    func perform<T: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> T,
        committed: @escaping @Sendable (T) -> Void = { _ in }
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.enqueue(
                Job(
                    run: { db in
                        let value = try work(db)
                        return {
                            committed(value)
                            continuation.resume(returning: value)
                        }
                    },
                    fail: { continuation.resume(throwing: $0) }))
        }
    }

    private static func commit(_ jobs: [Job], _ database: DatabaseQueue) throws -> [@Sendable () -> Void] {
        try database.inDatabase { db in
            var answers: [@Sendable () -> Void] = []
            answers.reserveCapacity(jobs.count)
            try db.inTransaction(.immediate) {
                for job in jobs { answers.append(try job.run(db)) }
                return .commit
            }
            return answers
        }
    }
}
