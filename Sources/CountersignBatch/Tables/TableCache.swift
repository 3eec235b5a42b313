import CCountersignP256

/// Tables of keys within a budget of bytes; when it is full, the table that was unused for the longest goes.
///
/// Lives under the verifier's lock. A table in use is never overwritten: each running pass has said since when it
/// looks tables up (``begin(_:)``), and only a table that was last looked up before that can go.
struct TableCache: ~Copyable {
    @safe
    struct Slot {
        var hash: UInt64
        var lastUsed: UInt64
        var table: countersign_p256_table
        /// Grows when the slot changes hands, so that a remembered number can be checked.
        var generation: UInt32
        /// 0: the table is ready. Else the pass that builds it.
        var builder: UInt32
    }

    struct Counters {
        var hits = 0
        var misses = 0
        var builds = 0
        var evictions = 0
    }

    private var arena: TableArena
    private(set) var slots: [Slot] = []
    /// 64 bytes per slot: which key it belongs to.
    private var points: [UInt8] = []
    private var vacant: [UInt32] = []
    private var index = NumberIndex()
    private var oldest = EvictionOrder()
    private var passes: [UInt32: UInt64] = [:]
    private var lastPass: UInt32 = 0
    private(set) var clock: UInt64 = 0
    var counters = Counters()

    init(size: TableSize, budget: Int) {
        arena = TableArena(cellBytes: size.rawValue, budget: max(0, budget))
    }

    var capacity: Int { arena.capacity }
    /// Tables held now.
    var count: Int { index.count }

    // MARK: Passes

    /// A pass begins to look tables up.
    mutating func begin() -> UInt32 {
        repeat { lastPass = lastPass &+ 1 } while lastPass == 0 || passes[lastPass] != nil
        passes[lastPass] = clock
        return lastPass
    }

    /// The pass holds no table that it looked up before `time`.
    mutating func advance(_ pass: UInt32, to time: UInt64) { passes[pass] = time }

    mutating func end(_ pass: UInt32) { passes[pass] = nil }

    /// The time of a new use.
    mutating func tick() -> UInt64 {
        clock += 1
        return clock
    }

    // MARK: Looking up

    func find(_ point: UnsafeRawPointer, _ hash: UInt64) -> UInt32? {
        index.find(hash) { number in
            unsafe points.withUnsafeBytes { all in
                unsafe PointBytes.areEqual(all.baseAddress.unsafelyUnwrapped + Int(number) * 64, point)
            }
        }
    }

    /// The generation of a slot, for remembering it.
    func generation(_ number: UInt32) -> UInt32 { slots[Int(number)].generation }

    /// Whether a remembered slot still belongs to the same key.
    func isCurrent(_ number: UInt32, _ generation: UInt32) -> Bool {
        Int(number) < slots.count && slots[Int(number)].generation == generation
    }

    mutating func touch(_ number: UInt32, at time: UInt64) { slots[Int(number)].lastUsed = time }

    // MARK: Making room

    /// A slot for a key without one, to be built by `pass`; nil when there is no room.
    ///
    /// - Parameter previousUse: only a table that was unused for longer than that has to go for the new one. So a
    ///   crowd of keys that come by in turns does not wash the cache out.
    mutating func admit(
        _ point: UnsafeRawPointer, _ hash: UInt64, previousUse: UInt64, pass: UInt32
    ) -> UInt32? {
        guard let number = vacate(before: previousUse) else { return nil }
        slots[Int(number)].hash = hash
        slots[Int(number)].lastUsed = clock
        slots[Int(number)].builder = pass
        unsafe points.withUnsafeMutableBytes { all in
            unsafe (all.baseAddress.unsafelyUnwrapped + Int(number) * 64).copyMemory(from: point, byteCount: 64)
        }
        index.insert(hash, number)
        return number
    }

    func memory(_ number: UInt32) -> UnsafeMutableRawPointer { unsafe arena.cell(Int(number)) }

    /// The table of an admitted key is built.
    mutating func publish(_ number: UInt32, _ table: countersign_p256_table) {
        unsafe slots[Int(number)].table = table
        slots[Int(number)].builder = 0
        counters.builds += 1
    }

    /// The table of an admitted key cannot be built.
    mutating func abandon(_ number: UInt32) {
        release(number)
        vacant.append(number)
    }

    private mutating func release(_ number: UInt32) {
        index.remove(slots[Int(number)].hash, number)
        slots[Int(number)].generation &+= 1
        slots[Int(number)].builder = 0
        // The next key of the slot may have none, and must not be verified against this one's.
        unsafe slots[Int(number)].table = countersign_p256_table()
    }

    private mutating func vacate(before limit: UInt64) -> UInt32? {
        if let number = vacant.popLast() { return number }
        if slots.count < capacity, arena.reserve(slots.count) {
            unsafe slots.append(Slot(hash: 0, lastUsed: 0, table: countersign_p256_table(), generation: 0, builder: 0))
            points.append(contentsOf: repeatElement(0, count: 64))
            return UInt32(slots.count - 1)
        }
        let inUseSince = passes.values.min() ?? clock
        guard let victim = oldest.next(slots, now: clock, before: min(limit, inUseSince &+ 1)) else { return nil }
        release(victim)
        counters.evictions += 1
        return victim
    }
}
