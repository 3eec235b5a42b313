extension BatchVerifier {
    /// Items per child task: enough that the hand-over does not count, few enough that all cores end together.
    private static let span = 512...8192

    /// Verdicts of items, in their order, on as many cores as there are.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, ``BatchError`` where the machine fails; no item can
    ///   bring that about.
    public func verify(_ items: some Collection<BatchItem> & Sendable) async throws -> [BatchVerdict] {
        var batch = Batch(minimumCapacity: items.count)
        for item in items { batch.append(item) }
        return try await verify(batch)
    }

    /// Verdicts of a batch, in its order, on as many cores as there are.
    ///
    /// - Throws: as the same for items.
    public func verify(_ batch: borrowing Batch) async throws -> [BatchVerdict] {
        let count = batch.count
        let stage = engine.stage
        let share = (count / (width * 4) + stage - 1) / stage * stage
        let span = min(max(share, Self.span.lowerBound), Self.span.upperBound)
        // The batch is borrowed until this call returns, and so is its memory.
        let entries = unsafe Shared(UnsafeBufferPointer(start: batch.entries, count: count))
        guard count > span, width > 1 else {
            return try verify(entries, 0..<count)
        }
        let spans = stride(from: 0, to: count, by: span).map { $0..<min($0 + span, count) }
        var parts = [[BatchVerdict]](repeating: [], count: spans.count)
        try await withThrowingTaskGroup(of: (Int, [BatchVerdict]).self) { group in
            var next = 0
            while next < min(width, spans.count) {
                let index = next
                group.addTask { [self] in (index, try verify(entries, spans[index])) }
                next += 1
            }
            while let (index, verdicts) = try await group.next() {
                parts[index] = verdicts
                if next < spans.count {
                    let index = next
                    group.addTask { [self] in (index, try verify(entries, spans[index])) }
                    next += 1
                }
            }
        }
        return Array(parts.joined())
    }

    private func verify(_ entries: Shared, _ range: Range<Int>) throws -> [BatchVerdict] {
        unsafe try [BatchVerdict](unsafeUninitializedCapacity: range.count) { verdicts, initialized in
            guard let start = verdicts.baseAddress, !range.isEmpty else { return }
            unsafe start.initialize(repeating: .unset, count: range.count)
            initialized = range.count
            try unsafe engine.run(UnsafeBufferPointer(rebasing: entries.entries[range]), into: start)
        }
    }

    /// Entries that several tasks read and none writes.
    @safe
    private struct Shared: @unchecked Sendable {
        let entries: UnsafeBufferPointer<BatchEntry>
        init(_ entries: UnsafeBufferPointer<BatchEntry>) { unsafe self.entries = entries }
    }
}
