#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many descriptors (files and connections) the process may have, and how they are shared out.
///
/// A process that has none left cannot go on: libdispatch, which counts its threads by a file of the system, traps. So
/// connections and books have their share, and something is left for all else.
public enum DescriptorLimit {
    /// For event loops, logs, webhooks, and files that are open for a moment.
    private static let reserve = 64

    /// Raises the limit as far as the process itself may.
    public static func raise() {
        var limit = now
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(resource, &limit)
    }

    /// What one of so many users of descriptors may take.
    public static func share(of users: Int) -> Int {
        max(8, (Int(min(now.rlim_cur, 1 << 20)) - reserve) / users)
    }

    private static var now: rlimit {
        var limit = rlimit()
        _ = unsafe getrlimit(resource, &limit)
        return limit
    }

    #if canImport(Glibc)
        private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
    #else
        private static var resource: Int32 { RLIMIT_NOFILE }
    #endif
}
