import Countersign

/// Items to verify together, held in one piece of memory: the road without an allocation per item, for callers with
/// many thousands of them. ``BatchItem`` is the convenient form.
///
/// Bytes that are appended are copied. A batch may be verified as often as wanted, and emptied and filled again.
@safe
public struct Batch: ~Copyable, @unchecked Sendable {
    var entries: UnsafeMutablePointer<BatchEntry>
    private var capacity: Int
    private var arena = ByteArena()
    /// Items appended.
    public private(set) var count = 0

    public init(minimumCapacity: Int = 512) {
        capacity = max(16, minimumCapacity)
        unsafe entries = .allocate(capacity: capacity)
    }

    deinit { unsafe entries.deallocate() }

    /// Forgets all items and keeps the memory.
    public mutating func removeAll() {
        count = 0
        arena.removeAll()
    }

    /// Appends an item.
    public mutating func append(_ item: BatchItem) {
        switch item.message {
        case .challenge(let challenge): append(item, challenge.utf8, .text)
        case .digest(let digest): append(item, digest.bytes, .digest)
        }
    }

    private mutating func append(_ item: BatchItem, _ message: [UInt8], _ form: BatchEntry.MessageForm) {
        var entry = unsafe BatchEntry(
            key: nil, keyNumber: 0, message: message.withUnsafeBytes { unsafe arena.copy($0) },
            messageLength: message.count, signature: nil, signatureLength: 0,
            keyForm: .handle, messageForm: form, signatureForm: .field)
        switch item.key {
        case .handle(let handle):
            unsafe entry.keyNumber = handle.rawValue
        case .id(var id):
            unsafe entry.keyForm = .id
            unsafe entry.keyNumber = UInt64(id.utf8.count)
            unsafe entry.key = id.withUTF8 { unsafe arena.copy(UnsafeRawBufferPointer($0)) }
        case .key(let key):
            unsafe entry.keyForm = .point
            unsafe entry.key = key.x963Representation.withUnsafeBytes { unsafe arena.copy(.init(rebasing: $0[1...])) }
        }
        switch item.signature {
        case .field(var field):
            unsafe entry.signatureLength = field.utf8.count
            unsafe entry.signature = field.withUTF8 { unsafe arena.copy(UnsafeRawBufferPointer($0)) }
        case .integers(let r, let s):
            let (r, s) = (BatchItem.integer(r), BatchItem.integer(s))
            unsafe entry.signatureForm = .integers
            unsafe entry.signatureLength = 64
            unsafe entry.signature = (r + s).withUnsafeBytes { unsafe arena.copy($0) }
        }
        unsafe append(entry)
    }

    /// Appends an item from raw memory, which is copied.
    ///
    /// - Parameters:
    ///   - message: the challenge's bytes, or the 32 bytes of its digest.
    ///   - signature: the `signature` field, or r ‖ s in 64 bytes.
    /// - Returns: false, and appends nothing, when a length is not what its form asks for.
    @unsafe @discardableResult
    public mutating func append(
        key: RawKey, message: RawMessage, signature: RawSignature
    ) -> Bool {
        guard var entry = unsafe Self.entry(key, message, signature) else { return false }
        unsafe entry.key = unsafe entry.key.flatMap { key in
            let count = unsafe entry.keyForm == .point ? PointBytes.count : Int(entry.keyNumber)
            return unsafe arena.copy(UnsafeRawBufferPointer(start: key, count: count))
        }
        unsafe entry.message = arena.copy(UnsafeRawBufferPointer(start: entry.message, count: entry.messageLength))
        unsafe entry.signature = arena.copy(
            UnsafeRawBufferPointer(start: entry.signature, count: entry.signatureLength))
        unsafe append(entry)
        return true
    }

    /// Appends an item from raw memory without copying: the memory must stay as it is until the batch was verified
    /// for the last time or emptied.
    ///
    /// - Returns: as ``append(key:message:signature:)``.
    @unsafe @discardableResult
    public mutating func appendBorrowing(
        key: RawKey, message: RawMessage, signature: RawSignature
    ) -> Bool {
        guard let entry = unsafe Self.entry(key, message, signature) else { return false }
        unsafe append(entry)
        return true
    }

    private mutating func append(_ entry: BatchEntry) {
        if count == capacity { grow() }
        unsafe (entries + count).initialize(to: entry)
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<BatchEntry>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: entries, count: count)
        unsafe entries.deallocate()
        unsafe entries = larger
        capacity *= 2
    }
}
