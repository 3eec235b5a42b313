import CCountersign

/// Where a caller wants a result: a buffer, its capacity, and where the length goes.
@unsafe
struct OutputBuffer {
    private let start: UnsafeMutableRawPointer?
    private let capacity: Int
    private let length: UnsafeMutablePointer<Int>?

    init(
        _ start: UnsafeMutableRawPointer?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?
    ) throws(Failure) {
        unsafe self.length = try Pointer.optional(length, "the length")
        guard unsafe start != nil || capacity == 0 else {
            throw .argument("expected a buffer, found NULL with the capacity \(UInt(bitPattern: capacity))")
        }
        // A size_t beyond Int's range arrives as a negative number, and no buffer is that large.
        guard capacity >= 0 else {
            throw .argument("expected the capacity of a buffer, found \(UInt(bitPattern: capacity))")
        }
        unsafe self.start = unsafe start
        unsafe self.capacity = capacity
        unsafe self.length?.pointee = 0
    }

    /// Runs what writes here, after it has read its inputs: one of them may lie where the result goes. A result that
    /// is forgotten to be checked is an empty text.
    func filled<Value>(by body: () throws(Failure) -> Value) throws(Failure) -> Value {
        do throws(Failure) {
            return try body()
        } catch {
            if unsafe capacity != 0 { unsafe start?.storeBytes(of: 0, as: UInt8.self) }
            throw error
        }
    }

    /// For a result that is another one each time: the capacity has to do for the longest, or who asks for the length
    /// first may be refused the second time.
    func require(room capacity: Int32) throws(Failure) {
        if unsafe self.capacity < capacity { unsafe try reserve(Int(capacity) - 1, Int(capacity)) }
    }

    func write(text: String) throws(Failure) {
        var text = text
        let count = text.utf8.count
        try unsafe reserve(count, count + 1)
        text.withUTF8 { bytes in
            if let source = bytes.baseAddress { unsafe start?.copyMemory(from: source, byteCount: count) }
        }
        unsafe start?.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
    }

    /// Writes bytes, and a NUL after them where they are a text.
    func write(_ bytes: [UInt8], isText: Bool) throws(Failure) {
        try unsafe reserve(bytes.count, bytes.count + (isText ? 1 : 0))
        unsafe bytes.withUnsafeBytes { source in
            if let source = source.baseAddress { unsafe start?.copyMemory(from: source, byteCount: bytes.count) }
        }
        if isText { unsafe start?.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self) }
    }

    private func reserve(_ count: Int, _ needed: Int) throws(Failure) {
        unsafe length?.pointee = count
        guard unsafe needed <= capacity else {
            throw Failure(
                COUNTERSIGN_ERROR_BUFFER, unsafe "expected a buffer of at least \(needed) bytes, found \(capacity)")
        }
    }
}
