internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension CLIError {
    /// Why a server does not run, or no longer.
    init(serving error: any Error) {
        // What the system says; the library adds the names of its own functions and types.
        let reason =
            switch error {
            case let error as IOError: String(cString: strerror(error.errnoCode))
            case let error as SocketAddressError.UnknownHost:
                "expected an address of this machine, found \(error.host)"
            default: "\(error)"
            }
        self.init(.cannotListen, "the server cannot run: \(reason)")
    }
}
