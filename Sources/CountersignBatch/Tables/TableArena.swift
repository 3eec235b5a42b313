#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Memory of the tables: cells of one size, mapped from the system in slabs as they are needed and never moved.
/// Slabs lie on 2 MB borders and ask for huge pages, which spare a miss of the address cache per line.
@safe
struct TableArena: ~Copyable, @unchecked Sendable {
    private static let hugePage = 2 << 20
    private static let slabBytes = 32 << 20

    let cellBytes: Int
    let capacity: Int
    private let cellsPerSlab: Int
    private var slabs: [UnsafeMutableRawPointer] = unsafe []
    private let mapped: Int

    init(cellBytes: Int, budget: Int) {
        self.cellBytes = cellBytes
        capacity = min(budget / cellBytes, Int(UInt32.max) - 1)
        let wanted = min(Self.slabBytes, capacity * cellBytes)
        mapped = (wanted + Self.hugePage - 1) / Self.hugePage * Self.hugePage
        cellsPerSlab = max(1, mapped / cellBytes)
    }

    deinit {
        for unsafe slab in unsafe slabs { unsafe munmap(slab, mapped) }
    }

    /// Bytes mapped so far.
    var mappedBytes: Int { unsafe slabs.count * mapped }

    /// Maps what cell `number` lies in, unless it is there.
    ///
    /// - Returns: false where the system has no memory left.
    mutating func reserve(_ number: Int) -> Bool {
        while unsafe slabs.count <= number / cellsPerSlab {
            guard let slab = unsafe Self.map(mapped) else { return false }
            unsafe slabs.append(slab)
        }
        return true
    }

    /// A cell that was reserved.
    func cell(_ number: Int) -> UnsafeMutableRawPointer {
        unsafe slabs[number / cellsPerSlab] + number % cellsPerSlab * cellBytes
    }

    /// Maps `bytes`, a multiple of 2 MB, on a 2 MB border: more than that, and what stands over is given back.
    private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
        let all = bytes + hugePage
        guard
            let start = unsafe mmap(nil, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
            unsafe start != UnsafeMutableRawPointer(bitPattern: -1)
        else { return nil }
        let before = (hugePage - Int(bitPattern: start) % hugePage) % hugePage
        if before > 0 { unsafe munmap(start, before) }
        let slab = unsafe start + before
        if all - before > bytes { unsafe munmap(slab + bytes, all - before - bytes) }
        #if canImport(Glibc) || canImport(Musl)
        unsafe madvise(slab, bytes, MADV_HUGEPAGE)
        #endif
        return unsafe slab
    }
}
