import CCountersign

/// What can be known of a pointer from outside before it is used.
enum Pointer {
    /// Whether a pointer is not NULL and a value of its type may stand there.
    @inline(__always)
    static func isAligned<T>(_ pointer: UnsafePointer<T>?) -> Bool {
        UInt(bitPattern: pointer) & UInt(MemoryLayout<T>.alignment - 1) == 0 && UInt(bitPattern: pointer) != 0
    }

    @inline(__always)
    static func isAligned<T>(_ pointer: UnsafeMutablePointer<T>?) -> Bool {
        unsafe isAligned(UnsafePointer(pointer))
    }

    /// A place for a result that must be there.
    static func required<T>(
        _ pointer: UnsafeMutablePointer<T>?, _ name: StaticString
    ) throws(Failure) -> UnsafeMutablePointer<T> {
        guard let pointer = unsafe pointer, unsafe isAligned(pointer) else { throw missing(name) }
        return unsafe pointer
    }

    static func required<T>(_ pointer: UnsafePointer<T>?, _ name: StaticString) throws(Failure) -> UnsafePointer<T> {
        guard let pointer = unsafe pointer, unsafe isAligned(pointer) else { throw missing(name) }
        return unsafe pointer
    }

    /// A place for a result that may be left out.
    static func optional<T>(
        _ pointer: UnsafeMutablePointer<T>?, _ name: StaticString
    ) throws(Failure) -> UnsafeMutablePointer<T>? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe try required(pointer, name)
    }

    /// Bytes of a caller. NULL is empty, if its length is 0.
    @inline(__always)
    static func input(
        _ start: UnsafeRawPointer?, _ length: Int, _ name: StaticString
    ) throws(Failure) -> UnsafeRawBufferPointer {
        // A size_t beyond Int's range arrives as a negative number.
        guard length >= 0, length <= Int(COUNTERSIGN_INPUT_MAX_BYTES) else {
            throw .argument(
                "expected at most \(COUNTERSIGN_INPUT_MAX_BYTES) bytes as \(name), found \(UInt(bitPattern: length))")
        }
        guard unsafe start != nil || length == 0 else {
            throw .argument("expected \(name), found NULL with the length \(length)")
        }
        return unsafe UnsafeRawBufferPointer(start: start, count: length)
    }

    /// Elements of a caller. NULL is none, if the count is 0.
    static func array<T>(
        _ start: UnsafePointer<T>?, _ count: Int, most: Int, _ name: StaticString
    ) throws(Failure) -> UnsafeBufferPointer<T> {
        guard count >= 0, count <= most else {
            throw .argument("expected at most \(most) \(name), found \(UInt(bitPattern: count))")
        }
        guard unsafe count == 0 || isAligned(start) else { throw missing(name) }
        return unsafe UnsafeBufferPointer(start: count == 0 ? nil : start, count: count)
    }

    private static func missing(_ name: StaticString) -> Failure {
        .argument("expected a pointer to \(name), found NULL or an odd address")
    }
}
