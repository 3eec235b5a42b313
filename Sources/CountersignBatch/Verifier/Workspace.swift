import CCountersignEncoding
import CCountersignP256

/// The memory of one thread: the kernel's scratch and the buffers between the stations. Nothing is allocated per item.
@safe
final class Workspace {
    /// Items that travel the stations together.
    let stage: Int
    let kernel: OpaquePointer?

    // Items of the stage whose signature decoded, in order.
    let signatures: UnsafeMutablePointer<countersign_p256_signature>
    let positions: UnsafeMutablePointer<Int>
    // Of these, the ones whose text is to be hashed.
    let messages: UnsafeMutablePointer<UnsafePointer<UInt8>?>
    let lengths: UnsafeMutablePointer<Int>
    let hashed: UnsafeMutablePointer<Int>
    let digests: UnsafeMutableRawPointer
    // Tables to build in this stage, and the items that wait for them.
    let buildKeys: UnsafeMutableRawPointer
    let buildMemory: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    let buildTables: UnsafeMutablePointer<countersign_p256_table>
    let buildResults: UnsafeMutablePointer<UInt8>
    let buildSlots: UnsafeMutablePointer<UInt32>
    let waiting: UnsafeMutablePointer<(signature: Int, slot: UInt32)>

    // Items on their way to the kernel, up to a stage carried over.
    let enrolled: UnsafeMutablePointer<countersign_p256_enrolled_item>
    let enrolledPositions: UnsafeMutablePointer<Int>
    let plain: UnsafeMutablePointer<countersign_p256_item>
    let plainPositions: UnsafeMutablePointer<Int>
    let results: UnsafeMutablePointer<UInt8>

    /// - Parameters:
    ///   - choice: OpenSSL needs no scratch.
    ///   - stage: a multiple of the kernel's lanes.
    init(_ choice: Kernel, stage: Int) throws(BatchError) {
        var made: OpaquePointer?
        if !choice.isReference {
            try BatchError.check(
                unsafe countersign_p256_workspace_create_small(choice.name, stage, &made), "kernel \(choice.name)")
        }
        unsafe kernel = made
        self.stage = stage
        unsafe signatures = .allocate(capacity: stage)
        unsafe positions = .allocate(capacity: stage)
        unsafe messages = .allocate(capacity: stage)
        unsafe lengths = .allocate(capacity: stage)
        unsafe hashed = .allocate(capacity: stage)
        unsafe digests = .allocate(byteCount: stage * 32, alignment: 64)
        unsafe buildKeys = .allocate(byteCount: stage * PointBytes.count, alignment: 64)
        unsafe buildMemory = .allocate(capacity: stage)
        unsafe buildTables = .allocate(capacity: stage)
        unsafe buildResults = .allocate(capacity: stage)
        unsafe buildSlots = .allocate(capacity: stage)
        unsafe waiting = .allocate(capacity: stage)
        unsafe enrolled = .allocate(capacity: 2 * stage)
        unsafe enrolledPositions = .allocate(capacity: 2 * stage)
        unsafe plain = .allocate(capacity: 2 * stage)
        unsafe plainPositions = .allocate(capacity: 2 * stage)
        unsafe results = .allocate(capacity: 2 * stage)
    }

    deinit {
        unsafe countersign_p256_workspace_free(kernel)
        unsafe signatures.deallocate()
        unsafe positions.deallocate()
        unsafe messages.deallocate()
        unsafe lengths.deallocate()
        unsafe hashed.deallocate()
        unsafe digests.deallocate()
        unsafe buildKeys.deallocate()
        unsafe buildMemory.deallocate()
        unsafe buildTables.deallocate()
        unsafe buildResults.deallocate()
        unsafe buildSlots.deallocate()
        unsafe waiting.deallocate()
        unsafe enrolled.deallocate()
        unsafe enrolledPositions.deallocate()
        unsafe plain.deallocate()
        unsafe plainPositions.deallocate()
        unsafe results.deallocate()
    }
}
