import Countersign

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Verifies many signatures at once, several to several dozen times as fast as one by one.
///
/// A verdict says what is wrong with its item and with no other; verdicts come in the order of the items. A server
/// that knows its keys enrols them (``enrol(_:id:)``): a table per key then makes their signatures some six times
/// cheaper still. One verifier may be used by any number of threads and tasks at once.
public final class BatchVerifier: Sendable {
    /// How a verifier works. The defaults are right for a server.
    public struct Configuration: Sendable {
        /// The kernel to use; nil: the one that `COUNTERSIGN_KERNEL` names, else the best. A kernel of several lanes
        /// leaves what would not fill them to the best one of one lane.
        public var kernel: Kernel?
        /// Bytes of a key's table.
        public var tableSize: TableSize = .kilobytes32
        /// Bytes of all tables together. Memory is taken only as tables are built.
        public var tableBudget: Int = 512 << 20
        /// When a key gets its table.
        public var tablePolicy: TablePolicy = .onSecondUse
        /// The most threads that one asynchronous call uses, 1024 of them at most; nil: one per core.
        public var width: Int?
        /// Items that share their inversions; nil: the kernel's batch, which is also the most. What each thread needs
        /// for itself is in proportion, 2 MB for 256: fewer of them where threads are many.
        package var stage: Int?

        public init() {}
    }

    let engine: BatchEngine
    /// The most threads that one asynchronous call uses.
    package let width: Int

    /// The kernel that this verifier uses.
    public var kernel: Kernel { engine.kernel }
    /// Bytes of a key's table.
    public var tableSize: TableSize { engine.tableSize }

    /// - Throws: ``BatchError/Code/kernelUnknown``, ``BatchError/Code/kernelUnavailable``,
    ///   ``BatchError/Code/kernelSelfTest`` or ``BatchError/Code/memory`` when the kernel that was asked for cannot be
    ///   used; nothing falls back silently.
    public init(_ configuration: Configuration = Configuration()) throws(BatchError) {
        let kernel: Kernel
        if let chosen = configuration.kernel { kernel = chosen } else { kernel = try Kernel.current() }
        try kernel.requireUsable()
        width = min(max(1, configuration.width ?? Self.coreCount), 1024)
        engine = BatchEngine(
            kernel: kernel, stage: configuration.stage, tableSize: configuration.tableSize,
            budget: configuration.tableBudget, policy: configuration.tablePolicy, width: width)
    }

    /// Cores that are online.
    package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Counters since the verifier was made.
    public var statistics: BatchStatistics { engine.statistics }

    // MARK: Verifying

    /// Verdicts of items, in their order, by the calling thread alone.
    ///
    /// - Throws: `CancellationError` when the current task is cancelled, ``BatchError`` where the machine fails; no
    ///   item can bring that about.
    public func verify(_ items: some Collection<BatchItem>) throws -> [BatchVerdict] {
        var batch = Batch(minimumCapacity: items.count)
        for item in items { batch.append(item) }
        return try verify(batch)
    }

    /// Verdicts of a batch, in its order, by the calling thread alone.
    ///
    /// - Throws: as the same for items.
    public func verify(_ batch: borrowing Batch) throws -> [BatchVerdict] {
        let count = batch.count
        let entries = unsafe UnsafeBufferPointer(start: batch.entries, count: count)
        return unsafe try [BatchVerdict](unsafeUninitializedCapacity: count) { verdicts, initialized in
            guard let start = verdicts.baseAddress, count > 0 else { return }
            unsafe start.initialize(repeating: .unset, count: count)
            initialized = count
            try unsafe engine.run(entries, into: start)
        }
    }

    /// Verdicts of a batch into memory of the caller.
    ///
    /// - Parameter verdicts: initialized, one per item.
    /// - Throws: as the same for items. The verdicts are then as they were, or right.
    @unsafe
    public func verify(_ batch: borrowing Batch, into verdicts: UnsafeMutableBufferPointer<BatchVerdict>) throws {
        guard verdicts.count == batch.count else {
            throw BatchError(
                .internalFault, "expected room for \(batch.count) verdicts, found \(verdicts.count)")
        }
        guard let start = verdicts.baseAddress else { return }
        try unsafe engine.run(UnsafeBufferPointer(start: batch.entries, count: batch.count), into: start)
    }
}
