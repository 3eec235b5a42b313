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
        /// Why a question ended before anybody could wait for its answer.
        var endedEarly: [Int: any Error] = [:]
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
            end(number, DeviceError.unanswered(within: patience))
        }
        defer {
            timer.cancel()
            state.withLock { $0.endedEarly[number] = nil }
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let question = Question(number: number, device: device, request: request)
                let ended = state.withLock { state -> (any Error)? in
                    if let error = state.endedEarly[number] { return error }
                    state.open[number] = (question, continuation)
                    return nil
                }
                if let ended { continuation.resume(throwing: ended) }
            }
        } onCancel: {
            end(number, CancellationError())
        }
    }

    /// Answers a question.
    ///
    /// - Returns: false where there is none of that number and phone.
    func answer(_ number: Int, of device: DeviceName, _ isApproved: Bool) -> Bool {
        let entry = state.withLock { state in
            state.open[number]?.question.device == device ? state.open.removeValue(forKey: number) : nil
        }
        entry?.continuation.resume(returning: isApproved)
        return entry != nil
    }

    /// The open questions of a phone, the oldest first.
    func open(of device: DeviceName) -> [Question] {
        state.withLock { $0.open.values.map(\.question) }
            .filter { $0.device == device }
            .sorted { $0.number < $1.number }
    }

    private func end(_ number: Int, _ error: any Error) {
        let entry = state.withLock { state in
            let entry = state.open.removeValue(forKey: number)
            if entry == nil { state.endedEarly[number] = error }
            return entry
        }
        entry?.continuation.resume(throwing: error)
    }
}
