#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Holds back the signals that end a program, for the moment in which it owns a temporary file.
struct BlockedSignals {
    private let previous: sigset_t

    init() {
        var blocked = sigset_t()
        sigemptyset(&blocked)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] { sigaddset(&blocked, signal) }
        var previous = sigset_t()
        sigprocmask(SIG_BLOCK, &blocked, &previous)
        self.previous = previous
    }

    /// Delivers what came meanwhile.
    func unblock() {
        var previous = previous
        sigprocmask(SIG_SETMASK, &previous, nil)
    }
}
