import CountersignDevice
import Synchronization

/// Questions of phones whose policy says to ask, until somebody answers over HTTP.
final class PendingQuestions: Sendable {
    /// What is asked.
    struct Question: Sendable {
        let number: Int
        let device: DeviceName
        let request: SigningRequest
    }

    private struct State {
        var next = 1
        var open: [Int: (question: Question, continuation: CheckedContinuation<Bool, any Error>)] = [:]
    }

    private let state = Mutex(State())
    private let patience: Duration

    /// - Parameter patience: how long a question stands before it counts as not answered.
    init(patience: Duration) { self.patience = patience }

    /// Waits for the answer.
    ///
    /// - Throws: ``DeviceError`` `unanswered`, `CancellationError`.
    func ask(_ request: SigningRequest, of device: DeviceName) async throws -> Bool {
        let number = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        let timer = Task { [patience] in
            try await Task.sleep(for: patience)
            close(number) { $0.resume(throwing: DeviceError.unanswered(within: patience)) }
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let question = Question(number: number, device: device, request: request)
                let isCancelled = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.open[number] = (question, continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            close(number) { $0.resume(throwing: CancellationError()) }
        }
    }

    /// Answers a question.
    ///
    /// - Returns: false where there is none of that number and phone.
    func answer(_ number: Int, of device: DeviceName, _ isApproved: Bool) -> Bool {
        let isThere = state.withLock { $0.open[number]?.question.device == device }
        return isThere && close(number) { $0.resume(returning: isApproved) }
    }

    /// The open questions of a phone, the oldest first.
    func open(of device: DeviceName) -> [Question] {
        state.withLock { $0.open.values.map(\.question) }
            .filter { $0.device == device }
            .sorted { $0.number < $1.number }
    }

    @discardableResult
    private func close(_ number: Int, _ end: (CheckedContinuation<Bool, any Error>) -> Void) -> Bool {
        guard let entry = state.withLock({ $0.open.removeValue(forKey: number) }) else { return false }
        end(entry.continuation)
        return true
    }
}
