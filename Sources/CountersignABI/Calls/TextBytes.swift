import Countersign

/// UTF-8 of a caller.
enum TextBytes {
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Texts of the bank are ASCII as a rule, and that is seen eight bytes at a time.
    @inline(__always)
    static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var seen: UInt64 = 0
        var index = 0
        while index + 8 <= bytes.count {
            unsafe seen |= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            index += 8
        }
        if index < bytes.count, bytes.count >= 8 {
            // The last eight again: some of them were seen before.
            unsafe seen |= bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
            index = bytes.count
        }
        while index < bytes.count {
            unsafe seen |= UInt64(bytes[index])
            index += 1
        }
        return seen & highBits == 0
    }

    @inline(__always)
    static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        unsafe isASCII(bytes) || (try? Challenge(utf8: bytes)) != nil
    }

    /// Refuses what is not UTF-8, with the place.
    @inline(__always)
    static func check(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        if unsafe isASCII(bytes) { return }
        _ = unsafe try challenge(bytes)
    }

    static func challenge(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Challenge {
        do throws(CountersignError) {
            return unsafe try Challenge(utf8: bytes)
        } catch {
            throw Failure(error)
        }
    }
}
