import CountersignService
import GRDB

// The books know how the clock stands: what has expired stays so when the process starts again.
extension Namespace {
    /// Stops the clock. It stands before that is written: the other way round it would go back by the time of writing.
    func freezeClock() async throws {
        try await transact { [clock] ledger in
            clock.freeze()
            try ledger.keepClock(clock.standing)
        }
    }

    func resumeClock() async throws { try await setClock { $0.resumed } }

    /// Moves the clock on to that time; to an earlier one it does not go.
    func advanceClock(to target: Int64) async throws {
        try await setClock { $0.advanced(by: .milliseconds(target - $0.now.milliseconds)) }
        events.ringAll()
    }

    /// Nobody sees the clock moved before the books have it, and only one moves it at a time: the writer.
    private func setClock(_ change: @escaping @Sendable (VirtualClock) -> VirtualClock.Standing) async throws {
        try await database.writeWithoutTransaction { [self] db in
            let standing = change(clock)
            try ledger(db).keepClock(standing)
            clock.standing = standing
        }
    }
}
