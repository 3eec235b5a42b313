import CCountersignP256
import Synchronization

/// What all passes of one verifier share.
final class BatchEngine: Sendable {
    let kernel: Kernel
    /// Items that travel together, and share their inversions.
    let stage: Int
    let tableSize: TableSize
    let keys: Mutex<KeyStore>
    let workspaces: WorkspacePool
    let reference: ReferenceVerifier?
    private let counters = Mutex(countersign_p256_statistics())

    /// Fewer items would not be worth the way through the stations.
    private static let leastStage = 32

    init(
        kernel: Kernel, stage: Int?, tableSize: TableSize, budget: Int, policy: TablePolicy, width: Int
    ) {
        self.kernel = kernel
        // Full vectors.
        self.stage = max(Self.leastStage, min(stage ?? kernel.batch, kernel.batch)) / kernel.lanes * kernel.lanes
        self.tableSize = tableSize
        keys = Mutex(KeyStore(size: tableSize, budget: budget, policy: kernel.isReference ? .never : policy))
        workspaces = WorkspacePool(kernel: kernel, stage: self.stage, limit: width)
        reference = kernel.isReference ? ReferenceVerifier() : nil
    }

    /// Verdicts of entries, in order, on the calling thread.
    ///
    /// - Throws: `CancellationError` between stages, ``BatchError`` where the machine fails.
    func run(_ entries: UnsafeBufferPointer<BatchEntry>, into verdicts: UnsafeMutablePointer<BatchVerdict>) throws {
        guard !entries.isEmpty else { return }
        try workspaces.withWorkspace { workspace in
            var pass = unsafe BatchPass(self, workspace, entries, verdicts)
            defer { unsafe pass.finish() }
            try unsafe pass.run()
        }
    }

    func count(_ statistics: countersign_p256_statistics) {
        counters.withLock { all in
            all.items += statistics.items
            all.slow_path += statistics.slow_path
            all.complete += statistics.complete
            all.levels_redone += statistics.levels_redone
            all.inversions += statistics.inversions
        }
    }

    var statistics: BatchStatistics {
        let kernel = counters.withLock { $0 }
        return keys.withLock { keys in
            BatchStatistics(
                items: Int(clamping: kernel.items), slowPath: Int(clamping: kernel.slow_path),
                completeFormulas: Int(clamping: kernel.complete), levelsRedone: Int(clamping: kernel.levels_redone),
                inversions: Int(clamping: kernel.inversions), tableHits: keys.cache.counters.hits,
                tableMisses: keys.cache.counters.misses,
                tableBuilds: keys.cache.counters.builds, tableEvictions: keys.cache.counters.evictions,
                tables: keys.cache.count, tableCapacity: keys.cache.capacity, enrolledKeys: keys.directory.count)
        }
    }
}
