public import CountersignAPI

extension BankClient {
    /// Reads a change request until its status is one of `terminalStatuses`.
    ///
    /// For tests and tools that have to wait. A service should not poll: it listens to the webhook of the resource that
    /// the change request changes (``WebhookVerifier``), and reads the change request once when that comes.
    ///
    /// - Parameters:
    ///   - interval: the pause between two reads.
    ///   - maxAttempts: how often it is read at most.
    ///   - terminalStatuses: where to stop. Any other status, an unknown one too, means to go on.
    /// - Returns: the change request as it was read last.
    /// - Throws: ``ClientError`` `poll_timed_out` when no read showed such a status, and what reading throws.
    public func pollUntilComplete(
        _ id: Identifier, interval: Duration = .seconds(2), maxAttempts: Int = 15,
        terminalStatuses: Set<ChangeRequestStatus> = [.completed, .failed, .expired]
    ) async throws(ClientError) -> ChangeRequest {
        guard maxAttempts >= 1, interval >= .zero else {
            throw ClientError(.invalidRequest, reason: "expected at least one attempt and no negative interval")
        }
        var attempt = 1
        while true {
            let request = try await changeRequest(id)
            if terminalStatuses.contains(request.status) { return request }
            guard attempt < maxAttempts else {
                let status = request.status.rawValue.prefix(100)
                throw ClientError(
                    .pollTimedOut, reason: "still \(status) after \(maxAttempts) reads, \(interval) apart",
                    operation: "pollUntilComplete")
            }
            attempt += 1
            do {
                try await clock.sleep(for: interval)
            } catch {
                throw ClientError(.cancelled, reason: "cancelled between two reads", operation: "pollUntilComplete")
            }
        }
    }
}
