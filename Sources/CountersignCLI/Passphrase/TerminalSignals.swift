#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The writing end of the pipe that tells of a signal. Set before the handler is installed; the handler, which may
/// do next to nothing, only reads it.
private nonisolated(unsafe) var signalPipe: Int32 = -1

/// Signals that arrive while the terminal's echo is off: they are noted, and delivered after it is on again.
struct TerminalSignals {
    private static let caught = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

    private let readingEnd: Int32
    private let previous: [sigaction]

    /// Starts to note signals.
    ///
    /// - Throws: `internal` where the system has no pipe left.
    init() throws(CLIError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CLIError(.internalFault, "pipe: \(SystemError.text(errno))") }
        readingEnd = ends[0]
        signalPipe = ends[1]
        var action = sigaction()
        #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = Self.handler
        #else
        action.__sigaction_handler.sa_handler = Self.handler
        #endif
        previous = Self.caught.map { signal in
            var old = sigaction()
            sigaction(signal, &action, &old)
            return old
        }
    }

    /// Waits for input on a descriptor.
    ///
    /// - Returns: nil when there is input, or the signal that came instead.
    func waitForInput(_ descriptor: Int32) -> Int32? {
        var both = [
            pollfd(fd: readingEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&both, 2, -1) < 0 && errno == EINTR {}
        var signal: UInt8 = 0
        guard both[0].revents != 0, read(readingEnd, &signal, 1) == 1 else { return nil }
        return Int32(signal)
    }

    /// Puts the handlers back; a signal that was noted is delivered now.
    func stop(delivering signal: Int32?) {
        for (number, old) in zip(Self.caught, previous) {
            var old = old
            sigaction(number, &old, nil)
        }
        close(readingEnd)
        close(signalPipe)
        signalPipe = -1
        if let signal { raise(signal) }
    }

    private static let handler: @convention(c) (Int32) -> Void = { signal in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(signalPipe, &byte, 1)
        errno = saved
    }
}
