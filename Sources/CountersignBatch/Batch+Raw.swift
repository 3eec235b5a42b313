extension Batch {
    /// A key in raw memory.
    @unsafe
    public enum RawKey {
        /// x ‖ y, 64 bytes. A point that is not on the curve has the verdict ``BatchVerdict/Code-swift.enum/keyMalformed``.
        case point(UnsafeRawBufferPointer)
        /// The UTF-8 of an id.
        case id(UnsafeRawBufferPointer)
        case handle(KeyHandle)
    }

    /// What was signed, in raw memory.
    @unsafe
    public enum RawMessage {
        /// The bytes of the challenge.
        case challenge(UnsafeRawBufferPointer)
        /// 32 bytes.
        case digest(UnsafeRawBufferPointer)
    }

    /// A signature in raw memory.
    @unsafe
    public enum RawSignature {
        /// Hex of strict DER.
        case field(UnsafeRawBufferPointer)
        /// r ‖ s, 64 bytes.
        case integers(UnsafeRawBufferPointer)
    }

    /// nil when a length is not what its form asks for.
    @inline(__always)
    static func entry(_ key: RawKey, _ message: RawMessage, _ signature: RawSignature) -> BatchEntry? {
        var entry = unsafe BatchEntry(
            key: nil, keyNumber: 0, message: nil, messageLength: 0, signature: nil, signatureLength: 0,
            keyForm: .handle, messageForm: .text, signatureForm: .field)
        switch unsafe key {
        case .point(let bytes):
            guard bytes.count == PointBytes.count else { return nil }
            unsafe entry.keyForm = .point
            unsafe entry.key = bytes.baseAddress
        case .id(let bytes):
            unsafe entry.keyForm = .id
            unsafe entry.keyNumber = UInt64(bytes.count)
            unsafe entry.key = bytes.baseAddress
        case .handle(let handle):
            unsafe entry.keyNumber = handle.rawValue
        }
        switch unsafe message {
        case .challenge(let bytes):
            unsafe entry.message = bytes.baseAddress
            unsafe entry.messageLength = bytes.count
        case .digest(let bytes):
            guard bytes.count == 32 else { return nil }
            unsafe entry.messageForm = .digest
            unsafe entry.message = bytes.baseAddress
            unsafe entry.messageLength = 32
        }
        switch unsafe signature {
        case .field(let bytes):
            unsafe entry.signature = bytes.baseAddress
            unsafe entry.signatureLength = bytes.count
        case .integers(let bytes):
            guard bytes.count == 64 else { return nil }
            unsafe entry.signatureForm = .integers
            unsafe entry.signature = bytes.baseAddress
            unsafe entry.signatureLength = 64
        }
        return unsafe entry
    }
}
