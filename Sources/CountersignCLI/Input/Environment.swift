internal import CountersignPrimitives

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

    /// The value of a variable, which is empty from then on: what is read once need not stay in memory.
    static func takeSecret(_ name: String) -> SecretBytes {
        guard let value = getenv(name) else { return SecretBytes([]) }
        let length = strlen(value)
        defer { memset(value, 0, length) }
        return SecretBytes(UnsafeRawBufferPointer(start: value, count: length))
    }
}
