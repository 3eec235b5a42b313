import Synchronization

/// A store that is gone with the process: for tests.
public final class DeviceMemory: DeviceStore {
    private let book = Mutex(DeviceBook())

    public init() {}

    public func read() -> DeviceBook { book.withLock { $0 } }

    public func update<Result: Sendable>(_ change: (inout DeviceBook) throws -> Result) throws -> Result {
        try book.withLock { book in
            var copy = book
            let result = try change(&copy)
            book = copy
            return result
        }
    }
}
