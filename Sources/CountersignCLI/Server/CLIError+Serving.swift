internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension CLIError {
    /// Why a server does not run, or no longer.
    init(serving error: any Error) {
        // What the system says; the library adds the name of its own function.
        let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
        self.init(.cannotListen, "the server cannot run: \(reason)")
    }
}
