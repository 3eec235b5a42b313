/// A hash of bytes under a random seed, so that keys cannot be chosen to collide in the look-up tables.
struct ByteHash: Sendable {
    private let seed: (UInt64, UInt64)

    init() {
        seed = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))
    }

    @inline(__always)
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Hash of the 64 bytes of a point.
    @inline(__always)
    func point(_ bytes: UnsafeRawPointer) -> UInt64 {
        var state = seed.0
        for offset in stride(from: 0, to: 64, by: 16) {
            let a = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let b = unsafe bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
            state = Self.fold(a ^ state, b ^ seed.1 &+ UInt64(offset))
        }
        return Self.fold(state ^ seed.1, 0x9E37_79B9_7F4A_7C15)
    }

    /// Hash of any bytes.
    @inline(__always)
    func bytes(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = seed.0 ^ UInt64(truncatingIfNeeded: bytes.count)
        var offset = 0
        while offset + 8 <= bytes.count {
            state = unsafe Self.fold(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ state, seed.1)
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < bytes.count {
            tail = unsafe tail << 8 | UInt64(bytes[offset])
            offset += 1
        }
        return Self.fold(state ^ tail, seed.1 ^ 0x9E37_79B9_7F4A_7C15)
    }
}
