internal import CCountersignOpenSSL

/// Bytes that are overwritten when their last owner lets go of them.
@safe package final class SecretBytes: @unchecked Sendable {
    // Never written after init, which is what makes sharing it between threads right.
    private let memory: UnsafeMutableRawBufferPointer

    /// A copy of bytes.
    package init(_ bytes: some Collection<UInt8>) {
        unsafe memory = .allocate(byteCount: bytes.count, alignment: 16)
        unsafe memory.copyBytes(from: bytes)
    }

    /// Overwrites and empties an array that held a secret. Copies of it are somebody else's.
    package static func cleanse(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { unsafe countersign_cleanse($0.baseAddress, $0.count) }
        bytes = []
    }

    /// Bytes that `fill` writes.
    package init<Failure: Error>(
        count: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        unsafe memory = .allocate(byteCount: count, alignment: 16)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
        try unsafe fill(memory)
    }

    deinit {
        unsafe countersign_cleanse(memory.baseAddress, memory.count)
        unsafe memory.deallocate()
    }

    package var count: Int { unsafe memory.count }

    /// Lends the bytes for the time of `body`; they must not be kept.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(memory))
    }
}

extension SecretBytes {
    /// Takes the bytes out of an array and overwrites them there. Other copies of the array keep theirs.
    package convenience init(taking array: inout [UInt8]) {
        self.init(array)
        Self.cleanse(&array)
    }

    /// Bytes of a number that shows at their end, as from a file.
    ///
    /// - Parameters:
    ///   - limit: the most bytes that make sense.
    ///   - read: puts some bytes into the room and says how many; none at the end.
    /// - Returns: nil where there are more bytes than the limit.
    package static func reading<Failure: Error>(
        limit: Int, _ read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> SecretBytes? {
        var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)
        var count = 0
        defer {
            unsafe countersign_cleanse(room.baseAddress, room.count)
            unsafe room.deallocate()
        }
        while count <= limit {
            let more = try unsafe read(UnsafeMutableRawBufferPointer(rebasing: room[count...]))
            guard more > 0 else { return unsafe SecretBytes(room[..<count]) }
            count += more
            if count == room.count {
                let wider = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * count, alignment: 16)
                unsafe wider.copyMemory(from: UnsafeRawBufferPointer(room))
                unsafe countersign_cleanse(room.baseAddress, room.count)
                unsafe room.deallocate()
                unsafe room = unsafe wider
            }
        }
        return nil
    }

    /// The first bytes.
    package func prefix(_ count: Int) -> SecretBytes {
        unsafe SecretBytes(memory.prefix(count))
    }

    /// Lends the bytes as an array, which is overwritten afterwards and must not be kept.
    package func withArray<Result, Failure: Error>(
        _ body: ([UInt8]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var array = unsafe Array(memory)
        defer { unsafe countersign_cleanse(&array, array.count) }
        return try body(array)
    }

    /// The bytes as an array that nobody overwrites: for what turned out to be no secret.
    package var copy: [UInt8] { unsafe Array(memory) }
}
