/// Finds the table that was unused for the longest. The order is taken anew only now and then: what was touched since
/// is skipped, and all others are still the oldest.
struct EvictionOrder {
    private var queue: [(number: UInt32, lastUsed: UInt64)] = []
    private var nextScan: UInt64 = 0

    /// Takes the oldest slot out of the order.
    ///
    /// - Parameter limit: it must have been used last before this time.
    mutating func next(_ slots: [TableCache.Slot], now: UInt64, before limit: UInt64) -> UInt32? {
        for _ in 0..<2 {
            while let last = queue.last {
                let slot = slots[Int(last.number)]
                guard slot.builder == 0, slot.lastUsed == last.lastUsed else {
                    queue.removeLast()
                    continue
                }
                guard slot.lastUsed < limit else { return nil }
                queue.removeLast()
                return last.number
            }
            guard now >= nextScan else { return nil }
            scan(slots)
            nextScan = now + UInt64(slots.count)
        }
        return nil
    }

    /// The oldest sixteenth, youngest first.
    private mutating func scan(_ slots: [TableCache.Slot]) {
        queue = slots.indices.lazy.filter { slots[$0].builder == 0 }.map { (UInt32($0), slots[$0].lastUsed) }
        queue.sort { $0.lastUsed > $1.lastUsed }
        queue.removeFirst(queue.count - min(queue.count, max(16, slots.count / 16)))
    }
}
