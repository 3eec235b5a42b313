import CCountersignP256

/// What a verifier knows of keys: who is enrolled, which tables are built, which keys came by lately. Lives under the
/// verifier's lock, which is held for look-ups only.
struct KeyStore: ~Copyable, @unchecked Sendable {
    /// What a look-up found.
    @safe
    enum Resolution {
        /// The key has a table.
        case table(countersign_p256_table)
        /// It has none; its point was copied.
        case point
        /// The table in this slot is being built by this very pass; `isNew`: from now on, and the point was copied.
        case building(slot: UInt32, isNew: Bool)
        /// No such key.
        case unknown
    }

    /// What a build costs, in verifications without a table.
    private static let buildCost = 8
    /// Builds that need not be earned.
    private static let freeBuilds = 4096

    let hash = ByteHash()
    let policy: TablePolicy
    var directory = KeyDirectory()
    var cache: TableCache
    private var seen = SeenKeys()
    private var credit = freeBuilds * buildCost

    init(size: TableSize, budget: Int, policy: TablePolicy) {
        self.policy = policy
        cache = TableCache(size: size, budget: policy == .never ? 0 : budget)
    }

    /// Looks up the key of an item.
    ///
    /// - Parameter destination: where the point goes (64 bytes), for the answers that say so.
    mutating func resolve(_ entry: BatchEntry, pass: UInt32, into destination: UnsafeMutableRawPointer) -> Resolution {
        switch unsafe entry.keyForm {
        case .point:
            guard let point = unsafe entry.key else { return .unknown }
            unsafe destination.copyMemory(from: point, byteCount: PointBytes.count)
            let hash = unsafe hash.point(destination)
            let time = cache.tick()
            if let slot = unsafe cache.find(destination, hash) { return use(slot, at: time, pass) }
            return unsafe miss(destination, hash, seen.note(hash, at: time), pass)
        case .handle:
            return unsafe resolve(KeyHandle(rawValue: entry.keyNumber), pass, destination)
        case .id:
            let id = unsafe UnsafeRawBufferPointer(start: entry.key, count: Int(entry.keyNumber))
            guard let handle = unsafe directory.find(id: id, hash: hash.bytes(id)) else { return .unknown }
            return unsafe resolve(handle, pass, destination)
        }
    }

    private mutating func resolve(
        _ handle: KeyHandle, _ pass: UInt32, _ destination: UnsafeMutableRawPointer
    ) -> Resolution {
        guard let number = directory.number(handle) else { return .unknown }
        let time = cache.tick()
        let previous = directory.noteUse(number, at: time)
        let record = directory.records[number]
        if record.slot != KeyDirectory.noSlot, cache.isCurrent(record.slot, record.slotGeneration),
            cache.slots[Int(record.slot)].builder == 0
        {
            return use(record.slot, at: time, pass)
        }
        unsafe directory.withPoint(number) {
            unsafe destination.copyMemory(from: $0, byteCount: PointBytes.count)
        }
        if let slot = unsafe cache.find(destination, record.hash) {
            directory.remember(number, slot: slot, generation: cache.generation(slot))
            return use(slot, at: time, pass)
        }
        return unsafe miss(destination, record.hash, previous == 0 ? nil : previous, pass)
    }

    private mutating func use(_ number: UInt32, at time: UInt64, _ pass: UInt32) -> Resolution {
        let builder = cache.slots[Int(number)].builder
        cache.touch(number, at: time)
        if builder == 0 {
            cache.counters.hits += 1
            return unsafe .table(cache.slots[Int(number)].table)
        }
        cache.counters.misses += 1
        return builder == pass ? .building(slot: number, isNew: false) : .point
    }

    private mutating func miss(
        _ point: UnsafeRawPointer, _ hash: UInt64, _ previous: UInt64?, _ pass: UInt32
    ) -> Resolution {
        cache.counters.misses += 1
        guard cache.capacity > 0 else { return .point }
        credit = min(credit + 1, Self.freeBuilds * Self.buildCost)
        guard let previous, credit >= Self.buildCost,
            let slot = unsafe cache.admit(point, hash, previousUse: previous, pass: pass)
        else { return .point }
        credit -= Self.buildCost
        return .building(slot: slot, isNew: true)
    }
}
