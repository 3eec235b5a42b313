#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The enrolled keys: by id, compared as bytes, and by handle. Lives under the verifier's lock.
struct KeyDirectory {
    struct Record {
        var hash: UInt64
        /// When the key was used last; 0: never.
        var lastUsed: UInt64
        /// The slot of its table, as far as it is known.
        var slot: UInt32
        var slotGeneration: UInt32
        var generation: UInt32
        var isEnrolled: Bool
    }

    static let noSlot = UInt32.max

    private(set) var records: [Record] = []
    /// 64 bytes per record.
    private var points: [UInt8] = []
    private var ids: [[UInt8]] = []
    private var vacant: [UInt32] = []
    private var byID = NumberIndex()

    /// Keys enrolled now.
    var count: Int { records.count - vacant.count }

    func find(id: UnsafeRawBufferPointer, hash: UInt64) -> KeyHandle? {
        let number = byID.find(hash) { number in
            let known = ids[Int(number)]
            guard known.count == id.count else { return false }
            guard let bytes = id.baseAddress, !known.isEmpty else { return true }
            return unsafe memcmp(known, bytes, known.count) == 0
        }
        return number.map { KeyHandle(index: $0, generation: records[Int($0)].generation) }
    }

    /// The number of the record of a handle, while its key is enrolled.
    @inline(__always)
    func number(_ handle: KeyHandle) -> Int? {
        let number = Int(handle.index)
        guard number < records.count, records[number].generation == handle.generation, records[number].isEnrolled else {
            return nil
        }
        return number
    }

    @inline(__always)
    func withPoint<T>(_ number: Int, _ body: (UnsafeRawPointer) -> T) -> T {
        unsafe points.withUnsafeBytes { unsafe body($0.baseAddress.unsafelyUnwrapped + number * PointBytes.count) }
    }

    mutating func noteUse(_ number: Int, at time: UInt64) -> UInt64 {
        let last = records[number].lastUsed
        records[number].lastUsed = time
        return last
    }

    mutating func remember(_ number: Int, slot: UInt32, generation: UInt32) {
        records[number].slot = slot
        records[number].slotGeneration = generation
    }

    /// Enrols a key. The caller has looked the id up before.
    mutating func insert(id: [UInt8], idHash: UInt64, point: [UInt8], pointHash: UInt64) -> KeyHandle {
        let number: UInt32
        if let reused = vacant.popLast() {
            number = reused
            let start = Int(number) * PointBytes.count
            points.replaceSubrange(start..<start + PointBytes.count, with: point)
            ids[Int(number)] = id
        } else {
            number = UInt32(records.count)
            records.append(
                Record(hash: 0, lastUsed: 0, slot: Self.noSlot, slotGeneration: 0, generation: 0, isEnrolled: false))
            points.append(contentsOf: point)
            ids.append(id)
        }
        records[Int(number)].hash = pointHash
        records[Int(number)].lastUsed = 0
        records[Int(number)].slot = Self.noSlot
        records[Int(number)].isEnrolled = true
        byID.insert(idHash, number)
        return KeyHandle(index: number, generation: records[Int(number)].generation)
    }

    mutating func remove(_ number: Int, idHash: UInt64) {
        byID.remove(idHash, UInt32(number))
        records[number].isEnrolled = false
        records[number].generation &+= 1
        ids[number] = []
        vacant.append(UInt32(number))
    }
}
