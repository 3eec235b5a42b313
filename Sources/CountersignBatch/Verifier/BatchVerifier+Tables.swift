import CCountersignP256
import Synchronization

extension BatchVerifier {
    /// Keys whose tables are built in one call, where a workspace has room for them.
    private static let buildGroup = 64

    /// Builds the tables of enrolled keys now, so that no request has to wait for them. Keys that have one keep it;
    /// where the budget is used up, the tables that were unused for the longest go.
    ///
    /// - Throws: ``BatchError/Code/memory`` and the like.
    public func buildTables(for handles: [KeyHandle]) throws {
        guard !kernel.isReference else { return }
        let group = min(Self.buildGroup, engine.stage)
        // First of all, or a table that is asked for here would be the oldest, and make room for another one.
        for start in stride(from: 0, to: handles.count, by: group) {
            touchTables(of: handles[start..<min(start + group, handles.count)])
        }
        for start in stride(from: 0, to: handles.count, by: group) {
            try Task.checkCancellation()
            try engine.workspaces.withWorkspace { workspace in
                try buildGroup(handles[start..<min(start + group, handles.count)], workspace)
            }
        }
    }

    private func touchTables(of handles: ArraySlice<KeyHandle>) {
        engine.keys.withLock { keys in
            let now = keys.cache.tick()
            for handle in handles {
                guard let number = keys.directory.number(handle) else { continue }
                let hash = keys.directory.records[number].hash
                let slot = unsafe keys.directory.withPoint(number) { unsafe keys.cache.find($0, hash) }
                if let slot { keys.cache.touch(slot, at: now) }
            }
        }
    }

    private func buildGroup(_ handles: ArraySlice<KeyHandle>, _ workspace: Workspace) throws {
        var count = 0
        let pass = engine.keys.withLock { keys in
            let pass = keys.cache.begin()
            let now = keys.cache.tick()
            for handle in handles {
                guard let number = keys.directory.number(handle) else { continue }
                let point = unsafe workspace.buildKeys + count * PointBytes.count
                let hash = keys.directory.records[number].hash
                unsafe keys.directory.withPoint(number) {
                    unsafe point.copyMemory(from: $0, byteCount: PointBytes.count)
                }
                guard unsafe keys.cache.find(point, hash) == nil,
                    let slot = unsafe keys.cache.admit(point, hash, previousUse: now, pass: pass)
                else { continue }
                unsafe workspace.buildSlots[count] = slot
                unsafe workspace.buildMemory[count] = keys.cache.memory(slot)
                count += 1
            }
            return pass
        }
        defer { engine.keys.withLock { $0.cache.end(pass) } }
        guard count > 0 else { return }
        let status = unsafe countersign_p256_build_tables(
            workspace.kernel, engine.tableSize.layout, BatchPass.bound(workspace.buildKeys), count,
            workspace.buildMemory, workspace.buildTables, workspace.buildResults)
        engine.keys.withLock { keys in
            for index in 0..<count {
                let slot = unsafe workspace.buildSlots[index]
                if status == COUNTERSIGN_P256_OK,
                    unsafe workspace.buildResults[index] == COUNTERSIGN_P256_VALID.rawValue
                {
                    unsafe keys.cache.publish(slot, workspace.buildTables[index])
                } else {
                    keys.cache.abandon(slot)
                }
            }
        }
        try BatchError.check(status, "key tables")
    }

    /// Which of these points (x ‖ y, 64 bytes each) lie on the curve.
    func checkPoints(_ points: [[UInt8]]) throws -> [Bool] {
        // A signature of r = s = 1 over a digest of zeros: whatever comes of it, a bad key is told apart.
        var one = [UInt8](repeating: 0, count: 64)
        one[31] = 1
        one[63] = 1
        let digest = [UInt8](repeating: 0, count: 32)
        var batch = Batch(minimumCapacity: points.count)
        var isComplete: [Bool] = []
        for point in points {
            unsafe isComplete.append(
                one.withUnsafeBytes { one in
                    unsafe digest.withUnsafeBytes { digest in
                        unsafe point.withUnsafeBytes { point in
                            unsafe batch.append(key: .point(point), message: .digest(digest), signature: .integers(one))
                        }
                    }
                })
        }
        var verdicts = try verify(batch).makeIterator()
        return isComplete.map { $0 && verdicts.next()?.code != .keyMalformed }
    }
}
