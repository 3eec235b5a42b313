import CountersignAPI
import Synchronization

/// Lets those who name one id go one after the other, in the order in which they came; others do not wait.
///
/// Nothing is kept of an id under which nobody is under way.
final class Turns: Sendable {
    /// Who waits, by the ids under which somebody is under way.
    private let waiting = Mutex<[Identifier: [CheckedContinuation<Void, Never>]]>([:])

    func take<T>(_ id: Identifier, _ body: () async throws -> T) async rethrows -> T {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                guard waiting[id] != nil else {
                    waiting[id] = []
                    return true
                }
                waiting[id]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        defer { end(id) }
        return try await body()
    }

    private func end(_ id: Identifier) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard waiting[id]?.isEmpty == false else {
                waiting[id] = nil
                return nil
            }
            return waiting[id]?.removeFirst()
        }
        next?.resume()
    }
}
