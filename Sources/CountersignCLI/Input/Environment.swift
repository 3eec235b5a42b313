#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Environment variables as the bytes they are.
enum Environment {
    /// The value of a variable, or nil where it is not set.
    static func bytes(of name: String) -> [UInt8]? {
        guard let value = getenv(name) else { return nil }
        return Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
    }
}
