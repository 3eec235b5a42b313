import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The machine's clock for lifetimes: when it is set back, time goes on from where it stood; when it jumps ahead,
/// time jumps along. What has expired stays expired.
public final class SteadyClock: ServiceClock {
    private struct Reading {
        var wall: Int64
        var running: Int64
    }
    private let last: Mutex<Reading>
    private let wall: @Sendable () -> Moment
    private let running: @Sendable () -> Int64

    public convenience init() {
        self.init(wall: { SystemClock().now }, running: Self.sinceBoot)
    }

    /// - Parameters:
    ///   - wall: the time of day.
    ///   - running: milliseconds of a clock that nobody sets.
    public init(wall: @escaping @Sendable () -> Moment, running: @escaping @Sendable () -> Int64) {
        self.wall = wall
        self.running = running
        last = Mutex(Reading(wall: wall().milliseconds, running: running()))
    }

    public var now: Moment {
        let (wall, running) = (wall().milliseconds, running())
        return last.withLock { last in
            let steady = last.wall &+ max(0, running &- last.running)
            last = Reading(wall: max(wall, steady), running: max(running, last.running))
            return Moment(milliseconds: last.wall)
        }
    }

    public func sleep(until deadline: Moment) async throws {
        while now < deadline {
            try await Task.sleep(for: .milliseconds(min(deadline.milliseconds - now.milliseconds, 60_000)))
        }
    }

    @Sendable private static func sinceBoot() -> Int64 {
        var time = timespec()
        #if canImport(Glibc)
            clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
