internal import Dispatch
internal import Synchronization

/// From a command, which is synchronous, to what is not.
enum Waiting {
    /// Runs an asynchronous body and blocks the main thread, which has nothing else to do, until it has ended.
    static func result<Result: Sendable>(
        of body: @escaping @Sendable () async throws -> Result
    ) throws -> Result {
        let box = Box<Result>()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                let value = try await body()
                box.outcome.withLock { $0 = .success(value) }
            } catch {
                box.outcome.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        guard let outcome = box.outcome.withLock({ $0 }) else {
            throw CLIError(.internalFault, "a command ended without a result")
        }
        return try outcome.get()
    }

    private final class Box<Result: Sendable>: Sendable {
        let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    }
}
