#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where lines end.
enum LineEnd {
    /// The place of the next line end, or the count.
    static func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, 0x0A, bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The place behind so many lines, or the count where there are not so many.
    static func after(_ lines: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if bytes.count <= lines { return bytes.count }
        var place = 0
        for _ in 0..<lines where place < bytes.count { place = next(in: bytes, from: place) + 1 }
        return min(place, bytes.count)
    }
}
