/// Memory for what lines decode to. Its addresses stay as they are until it is emptied.
final class DecodedBytes {
    private var block: UnsafeMutableRawPointer
    private var capacity: Int
    private var used = 0
    /// What the block had no room for: a key of 33 bytes is a point of 64, so no count of input bytes is a bound.
    private var others: [UnsafeMutableRawPointer] = []

    init(capacity: Int) {
        self.capacity = capacity
        block = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit {
        removeAll()
        block.deallocate()
    }

    func room(_ count: Int) -> UnsafeMutableRawBufferPointer {
        guard count <= capacity - used else {
            let other = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 64)
            others.append(other)
            return UnsafeMutableRawBufferPointer(start: other, count: count)
        }
        let place = UnsafeMutableRawBufferPointer(start: block + used, count: count)
        used += count
        return place
    }

    func removeAll() {
        for other in others { other.deallocate() }
        others.removeAll()
        used = 0
    }

    /// Empties it for another number of bytes.
    func resize(_ bytes: Int) {
        removeAll()
        block.deallocate()
        block = .allocate(byteCount: bytes, alignment: 64)
        capacity = bytes
    }
}
