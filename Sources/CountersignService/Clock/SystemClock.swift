#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The machine's own clock.
public struct SystemClock: ServiceClock {
    public init() {}

    public var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public func sleep(until deadline: Moment) async throws {
        while now < deadline {
            try await Task.sleep(for: .milliseconds(min(deadline.milliseconds - now.milliseconds, 60_000)))
        }
    }
}
