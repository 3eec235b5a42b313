/// Bytes that stay where they are until all are forgotten at once.
@safe
struct ByteArena: ~Copyable {
    private static let blockBytes = 1 << 18

    private var blocks: [UnsafeMutableRawBufferPointer] = unsafe []
    /// The block that is being filled, and how far.
    private var current = 0
    private var used = 0

    init() {}

    deinit {
        for unsafe block in unsafe blocks { unsafe block.deallocate() }
    }

    mutating func removeAll() {
        current = 0
        used = 0
    }

    /// The place of a copy; nil for no bytes.
    mutating func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return nil }
        while unsafe current < blocks.count, unsafe blocks[current].count - used < bytes.count {
            current += 1
            used = 0
        }
        if unsafe current == blocks.count {
            let size = max(Self.blockBytes, bytes.count)
            unsafe blocks.append(.allocate(byteCount: size, alignment: 16))
            used = 0
        }
        guard let block = unsafe blocks[current].baseAddress else { return nil }
        let place = unsafe block + used
        unsafe place.copyMemory(from: source, byteCount: bytes.count)
        used += bytes.count
        return UnsafeRawPointer(place)
    }
}
