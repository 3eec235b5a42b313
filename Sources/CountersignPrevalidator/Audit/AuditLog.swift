import CountersignService
import Synchronization

/// Appends entries to the log, in groups: whoever waits is told after its lines were written.
final class AuditLog: Sendable {
    private struct Job: Sendable {
        let entries: [AuditEntry]
        let continuation: CheckedContinuation<Void, any Error>
    }

    private final class Keeper: Sendable {
        let file: Mutex<AuditFile>
        init(path: String, after previous: String?, at now: Moment) throws {
            file = Mutex(try AuditFile(path: path, after: previous, at: now))
        }
        deinit { file.withLock { $0.end() } }
    }

    private let queue: GroupQueue<Job>

    /// Opens the file, or makes it; cuts off a last line that was torn when the process was killed.
    ///
    /// - Parameter previous: the file that a new one goes on from, where the log was moved away while nobody wrote it.
    /// - Throws: `audit_locked` while another process writes the file, `audit_unavailable`.
    init(path: String, after previous: String? = nil, clock: any ServiceClock) throws {
        let keeper = try Keeper(path: path, after: previous, at: clock.now)
        queue = GroupQueue(label: "countersign.audit", largest: 1024) { jobs in
            do {
                let entries = jobs.flatMap(\.entries)
                try keeper.file.withLock { try $0.append(entries, at: clock.now) }
                for job in jobs { job.continuation.resume() }
            } catch {
                for job in jobs { job.continuation.resume(throwing: error) }
            }
        }
    }

    /// - Throws: `audit_unavailable`, and then none of the entries is in the log.
    func append(_ entries: [AuditEntry]) async throws {
        try await withCheckedThrowingContinuation { continuation in
            queue.enqueue(Job(entries: entries, continuation: continuation))
        }
    }
}
