internal import CCountersignOpenSSL

/// Bytes that are overwritten when their last owner lets go of them.
@safe package final class SecretBytes: @unchecked Sendable {
    // Never written after init, which is what makes sharing it between threads right.
    private let memory: UnsafeMutableRawBufferPointer

    package init(_ bytes: some Collection<UInt8>) {
        unsafe memory = .allocate(byteCount: bytes.count, alignment: 16)
        unsafe memory.copyBytes(from: bytes)
    }

    /// Bytes that are moved here: the array is overwritten and left empty.
    package convenience init(moving bytes: inout [UInt8]) {
        self.init(bytes)
        Self.cleanse(&bytes)
    }

    /// Overwrites and empties an array that held a secret. Copies of it are somebody else's.
    package static func cleanse(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { unsafe countersign_cleanse($0.baseAddress, $0.count) }
        bytes = []
    }

    /// Bytes that `fill` writes.
    package init(count: Int, fill: (UnsafeMutableRawBufferPointer) throws(PrimitiveError) -> Void)
        throws(PrimitiveError)
    {
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
