import CountersignService
import Testing

@Suite struct VirtualClockTests {
    let start = Moment(milliseconds: 1_640_185_533_634)

    @Test func standsStill_whenFrozen() async throws {
        let clock = VirtualClock(frozenAt: start)
        try await Task.sleep(for: .milliseconds(5))
        #expect(clock.now == start)
    }

    @Test func wakesSleepers_whenTheirDeadlineIsPassed() async throws {
        let clock = VirtualClock(frozenAt: start)
        let deadline = start.advanced(by: .seconds(300))
        let sleeper = Task { try await clock.sleep(until: deadline) }
        clock.advance(by: .seconds(299))
        #expect(clock.now < deadline)
        clock.advance(by: .seconds(1))
        try await sleeper.value
        #expect(clock.now == deadline)
    }

    @Test func endsASleep_whenItsTaskIsCancelled() async {
        let clock = VirtualClock(frozenAt: start)
        let sleeper = Task { try await clock.sleep(until: clock.now.advanced(by: .seconds(300))) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func goesOnFromWhereItStood_whenResumed() async throws {
        let clock = VirtualClock(frozenAt: start)
        clock.resume()
        let later = clock.now
        #expect(later >= start && later < start.advanced(by: .seconds(60)))
        let sleeper = Task { try await clock.sleep(until: start.advanced(by: .seconds(3600))) }
        clock.advance(by: .seconds(3600))
        try await sleeper.value
    }

    @Test func wakesAThousandSleepers_whenTheClockJumpsWhileTheyArrive() async throws {
        let clock = VirtualClock(frozenAt: start)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for second in 1...1000 {
                group.addTask { try await clock.sleep(until: start.advanced(by: .seconds(second))) }
            }
            group.addTask {
                for _ in 0..<100 {
                    clock.advance(by: .seconds(10))
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func saturates_whenADurationIsAbsurd() {
        #expect(start.advanced(by: .seconds(Int64.max)) == Moment(milliseconds: .max))
        #expect(start.advanced(by: .seconds(Int64.min)) == Moment(milliseconds: .min))
    }
}
