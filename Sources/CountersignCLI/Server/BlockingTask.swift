internal import Dispatch
internal import Synchronization

/// Runs asynchronous work from a command, whose thread has nothing else to do.
enum BlockingTask {
    private final class Box<T: Sendable>: Sendable {
        let result = Mutex<Result<T, any Error>?>(nil)
    }

    /// - Throws: what the body throws.
    static func run<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) throws -> T {
        let box = Box<T>()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let result: Result<T, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            box.result.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = box.result.withLock({ $0 }) else {
            throw CLIError(.internalFault, "the work ended without a result")
        }
        return try result.get()
    }
}
