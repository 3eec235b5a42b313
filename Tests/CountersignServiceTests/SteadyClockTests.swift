import CountersignService
import Synchronization
import Testing

@Suite("SteadyClock") struct SteadyClockTests {
    private final class Hands: Sendable {
        let wall = Mutex<Int64>(1_000_000)
        let running = Mutex<Int64>(50)

        func pass(_ milliseconds: Int64) {
            wall.withLock { $0 += milliseconds }
            running.withLock { $0 += milliseconds }
        }
    }

    @Test("time goes on when the clock is set back, and jumps along when it is set ahead (A11)")
    func neverGoesBack_whateverTheClockDoes() {
        let hands = Hands()
        let clock = SteadyClock(
            wall: { Moment(milliseconds: hands.wall.withLock { $0 }) }, running: { hands.running.withLock { $0 } })
        #expect(clock.now.milliseconds == 1_000_000)
        hands.pass(10)
        #expect(clock.now.milliseconds == 1_000_010)
        hands.wall.withLock { $0 -= 86_400_000 }
        #expect(clock.now.milliseconds == 1_000_010)
        hands.pass(5)
        #expect(clock.now.milliseconds == 1_000_015)
        hands.wall.withLock { $0 += 86_400_000 }
        #expect(clock.now.milliseconds == 1_000_015)
        hands.wall.withLock { $0 += 10 * 365 * 86_400_000 }
        #expect(clock.now.milliseconds == 1_000_015 + 10 * 365 * 86_400_000)
        hands.wall.withLock { $0 = .min }
        hands.pass(1)
        #expect(clock.now.milliseconds == 1_000_016 + 10 * 365 * 86_400_000)
    }
}
