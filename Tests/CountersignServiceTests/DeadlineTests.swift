import CountersignExchange
import NIOCore
import NIOPosix
import Testing

@Suite struct DeadlineTests {
    private struct Late: Error {}
    private struct Refused: Error {}

    private let loop = MultiThreadedEventLoopGroup.singleton.any()

    /// Ends only when it is cancelled.
    @Sendable private static func wait() async throws -> Int {
        try await Task.sleep(for: .seconds(3600))
        return 0
    }

    @Test func answersWhatTheBodyAnswers_whenItEndsInTime() async throws {
        let answer = try await withDeadline(of: .hours(1), on: loop) {
            7
        } onExpiry: {
            throw Late()
        }
        #expect(answer == 7)
    }

    @Test func passesOnTheErrorOfTheBody_whenItFailsInTime() async {
        await #expect(throws: Refused.self) {
            try await withDeadline(of: .hours(1), on: loop) {
                throw Refused()
            } onExpiry: {
                throw Late()
            }
        }
    }

    @Test func throwsWhatExpiryThrows_whenTheBodyIsLate() async {
        await #expect(throws: Late.self) {
            try await withDeadline(of: .milliseconds(1), on: loop, Self.wait, onExpiry: { throw Late() })
        }
    }

    @Test func answersWhatExpiryAnswers_whenTheBodyIsLate() async throws {
        #expect(try await withDeadline(of: .milliseconds(1), on: loop, Self.wait, onExpiry: { 8 }) == 8)
    }

    @Test func endsWithTheBody_whenItIsCancelledFromOutside() async {
        let task = Task { [loop] in
            try await withDeadline(of: .hours(1), on: loop, Self.wait, onExpiry: { throw Late() })
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
