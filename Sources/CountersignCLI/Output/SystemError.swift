#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// An `errno` in words.
enum SystemError {
    static func text(_ number: Int32) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
