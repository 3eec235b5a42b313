import CCountersignEncoding
import CCountersignP256
import Synchronization

/// One thread's walk over entries, stage by stage: decode, hash, look the keys up, hand full batches to the kernel.
/// Items whose signature does not decode never reach a lane; the rest is carried over so that the kernel gets full
/// batches whatever the mixture.
@unsafe
struct BatchPass {
    let engine: BatchEngine
    let workspace: Workspace
    let entries: UnsafeBufferPointer<BatchEntry>
    let verdicts: UnsafeMutablePointer<BatchVerdict>
    var statistics = countersign_p256_statistics()
    var signatureCount = 0
    var buildCount = 0
    var waitingCount = 0
    var enrolledCount = 0
    var plainCount = 0
    private var number: UInt32
    /// When the oldest table in the buffers was looked up, and when the last stage began.
    private var holdsSince: UInt64 = 0
    private var stageBegan: UInt64 = 0
    private var hasFlushed = false

    init(
        _ engine: BatchEngine, _ workspace: Workspace, _ entries: UnsafeBufferPointer<BatchEntry>,
        _ verdicts: UnsafeMutablePointer<BatchVerdict>
    ) {
        unsafe self.engine = engine
        unsafe self.workspace = workspace
        unsafe self.entries = entries
        unsafe self.verdicts = verdicts
        unsafe number = engine.keys.withLock { $0.cache.begin() }
    }

    mutating func run() throws {
        for start in unsafe stride(from: 0, to: entries.count, by: workspace.stage) {
            try Task.checkCancellation()
            unsafe decode(start..<min(start + workspace.stage, entries.count))
            try unsafe hash()
            unsafe resolve()
            try unsafe build()
            try unsafe flush(all: false)
        }
        try unsafe flush(all: true)
    }

    /// Ends the pass, also after an error: tables it held may go, its figures count.
    mutating func finish() {
        unsafe engine.keys.withLock { unsafe $0.cache.end(number) }
        unsafe engine.count(statistics)
    }

    // MARK: Stations

    private mutating func hash() throws {
        var count = 0
        for index in unsafe 0..<signatureCount {
            let entry = unsafe entries[workspace.positions[index]]
            switch unsafe entry.messageForm {
            case .text:
                unsafe workspace.messages[count] = entry.message?.assumingMemoryBound(to: UInt8.self)
                unsafe workspace.lengths[count] = entry.messageLength
                unsafe workspace.hashed[count] = index
                count += 1
            case .digest:
                unsafe copyDigest(entry.message, to: index)
            }
        }
        guard count > 0 else { return }
        let digests = unsafe workspace.digests
        try BatchError.check(
            unsafe countersign_p256_sha256_many(
                workspace.messages, workspace.lengths, count, Self.bound(digests)), "SHA-256")
        for index in 0..<count {
            unsafe copyDigest(digests + 32 * index, to: workspace.hashed[index])
        }
    }

    private func copyDigest(_ source: UnsafeRawPointer?, to index: Int) {
        guard let source = unsafe source else { return }
        unsafe withUnsafeMutableBytes(of: &workspace.signatures[index].digest) { digest in
            unsafe digest.baseAddress.unsafelyUnwrapped.copyMemory(from: source, byteCount: 32)
        }
    }

    private mutating func resolve() {
        unsafe engine.keys.withLock { keys in
            unsafe beginLookUps(&keys)
            for index in unsafe 0..<signatureCount {
                let position = unsafe workspace.positions[index]
                // The next free place for an item without a table also receives the point of a key to be built.
                let point = unsafe UnsafeMutableRawPointer(workspace.plain + plainCount)
                    + MemoryLayout<countersign_p256_signature>.size
                switch unsafe keys.resolve(entries[position], pass: number, into: point) {
                case .table(let table):
                    unsafe appendEnrolled(index, table)
                case .point:
                    unsafe workspace.plain[plainCount].signature = workspace.signatures[index]
                    unsafe workspace.plainPositions[plainCount] = position
                    unsafe plainCount += 1
                case .building(let slot, let isNew):
                    if isNew { unsafe appendBuild(slot, point, keys.cache.memory(slot)) }
                    unsafe workspace.waiting[waitingCount] = (index, slot)
                    unsafe waitingCount += 1
                case .unknown:
                    unsafe verdicts[position] = BatchVerdict(.keyUnknown)
                }
            }
        }
    }

    /// Tells the cache since when this pass holds tables: all that are carried over come from the last stage if any
    /// batch was full since.
    private mutating func beginLookUps(_ keys: inout KeyStore) {
        let now = keys.cache.clock
        if unsafe enrolledCount == 0 {
            unsafe holdsSince = now
        } else if unsafe hasFlushed {
            unsafe holdsSince = stageBegan
        }
        unsafe stageBegan = now
        unsafe hasFlushed = false
        unsafe keys.cache.advance(number, to: holdsSince)
    }

    mutating func appendEnrolled(_ index: Int, _ table: countersign_p256_table) {
        unsafe workspace.enrolled[enrolledCount].signature = workspace.signatures[index]
        unsafe workspace.enrolled[enrolledCount].table = table
        unsafe workspace.enrolledPositions[enrolledCount] = workspace.positions[index]
        unsafe enrolledCount += 1
    }

    private mutating func appendBuild(_ slot: UInt32, _ point: UnsafeRawPointer, _ memory: UnsafeMutableRawPointer) {
        unsafe (workspace.buildKeys + buildCount * PointBytes.count)
            .copyMemory(from: point, byteCount: PointBytes.count)
        unsafe workspace.buildMemory[buildCount] = memory
        unsafe workspace.buildSlots[buildCount] = slot
        unsafe buildCount += 1
    }

    mutating func noteFlush() { unsafe hasFlushed = true }

    /// Memory as the array type that a C call asks for.
    static func bound<T>(_ memory: UnsafeMutableRawPointer) -> UnsafeMutablePointer<T> {
        unsafe memory.assumingMemoryBound(to: T.self)
    }

    static func bound<T>(_ memory: UnsafeMutableRawPointer) -> UnsafePointer<T> {
        unsafe UnsafePointer(memory.assumingMemoryBound(to: T.self))
    }
}
