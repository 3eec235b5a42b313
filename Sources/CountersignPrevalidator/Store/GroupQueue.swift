import Dispatch
import Synchronization

/// Hands what was enqueued to one thread in groups: all that has come together while the last group was worked on.
final class GroupQueue<Element: Sendable>: Sendable {
    private struct State {
        var waiting: [Element] = []
        var isRunning = false
    }

    private let largest: Int
    private let process: @Sendable ([Element]) -> Void
    private let state = Mutex(State())
    private let thread: DispatchQueue

    /// - Parameters:
    ///   - largest: elements of one group at most; nobody shall wait for ever.
    ///   - process: works on a group, never on two at once.
    init(label: String, largest: Int, process: @escaping @Sendable ([Element]) -> Void) {
        self.largest = largest
        self.process = process
        thread = DispatchQueue(label: label)
    }

    func enqueue(_ element: Element) {
        let mustStart = state.withLock { state in
            state.waiting.append(element)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart { thread.async { self.drain() } }
    }

    private func drain() {
        while let group = take() { process(group) }
    }

    private func take() -> [Element]? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.isRunning = false
                return nil
            }
            let group = Array(state.waiting.prefix(largest))
            state.waiting.removeFirst(group.count)
            return group
        }
    }
}
