import CCountersignEncoding
import CCountersignP256
import Synchronization

extension BatchPass {
    /// Builds the tables of keys that have just earned one, and sends the items that waited for them on.
    mutating func build() throws {
        guard unsafe buildCount > 0 else { return }
        let status = unsafe countersign_p256_build_tables(
            workspace.kernel, engine.tableSize.layout, Self.bound(workspace.buildKeys), buildCount,
            workspace.buildMemory, workspace.buildTables, workspace.buildResults)
        unsafe engine.keys.withLock { keys in
            for index in unsafe 0..<buildCount {
                let isBuilt =
                    unsafe status == COUNTERSIGN_P256_OK
                    && workspace.buildResults[index] == COUNTERSIGN_P256_VALID.rawValue
                if isBuilt {
                    unsafe keys.cache.publish(workspace.buildSlots[index], workspace.buildTables[index])
                } else {
                    unsafe keys.cache.abandon(workspace.buildSlots[index])
                }
            }
            // Without memory nothing is known of the keys.
            guard status == COUNTERSIGN_P256_OK else { return }
            for index in unsafe 0..<waitingCount {
                let (signature, slot) = unsafe workspace.waiting[index]
                let table = unsafe keys.cache.slots[Int(slot)].table
                if unsafe table.lines != nil {
                    unsafe appendEnrolled(signature, table)
                } else {
                    unsafe verdicts[workspace.positions[signature]] = BatchVerdict(.keyMalformed)
                }
            }
        }
        unsafe buildCount = 0
        unsafe waitingCount = 0
        try BatchError.check(status, "key tables")
    }

    /// Gives the kernel its full batches, or with `all` whatever there is.
    mutating func flush(all: Bool) throws {
        let enrolled = unsafe all ? enrolledCount : enrolledCount / workspace.stage * workspace.stage
        if enrolled > 0 {
            try unsafe verifyEnrolled(enrolled)
            unsafe enrolledCount -= enrolled
            unsafe workspace.enrolled.update(from: workspace.enrolled + enrolled, count: enrolledCount)
            unsafe workspace.enrolledPositions.update(
                from: workspace.enrolledPositions + enrolled, count: enrolledCount)
            unsafe noteFlush()
        }
        let plain = unsafe all ? plainCount : plainCount / workspace.stage * workspace.stage
        if plain > 0 {
            try unsafe verifyPlain(plain)
            unsafe plainCount -= plain
            unsafe workspace.plain.update(from: workspace.plain + plain, count: plainCount)
            unsafe workspace.plainPositions.update(from: workspace.plainPositions + plain, count: plainCount)
        }
    }

    private mutating func verifyEnrolled(_ count: Int) throws {
        try BatchError.check(
            unsafe countersign_p256_verify_enrolled(
                workspace.kernel, workspace.enrolled, count, workspace.results, &statistics), "verification")
        for index in 0..<count {
            unsafe settle(
                workspace.enrolledPositions[index], workspace.results[index], workspace.enrolled[index].signature)
        }
    }

    private mutating func verifyPlain(_ count: Int) throws {
        if let reference = unsafe engine.reference {
            try unsafe reference.verify(workspace.plain, count, workspace.results)
            unsafe statistics.items += UInt64(count)
        } else {
            try BatchError.check(
                unsafe countersign_p256_verify(
                    workspace.kernel, workspace.plain, count, workspace.results, &statistics), "verification")
        }
        for index in 0..<count {
            unsafe settle(workspace.plainPositions[index], workspace.results[index], workspace.plain[index].signature)
        }
    }

    private func settle(_ position: Int, _ result: UInt8, _ signature: countersign_p256_signature) {
        switch countersign_p256_verdict(UInt32(result)) {
        case COUNTERSIGN_P256_VALID: unsafe verdicts[position] = BatchVerdict(.ok)
        case COUNTERSIGN_P256_BAD_KEY: unsafe verdicts[position] = BatchVerdict(.keyMalformed)
        case COUNTERSIGN_P256_BAD_RANGE: unsafe verdicts[position] = Self.rangeDefect(signature)
        default: unsafe verdicts[position] = BatchVerdict(.signatureMismatch)
        }
    }

    /// Which of r and s is out of range: only integers that came without DER get as far as a kernel.
    private static func rangeDefect(_ signature: countersign_p256_signature) -> BatchVerdict {
        var finding = countersign_finding()
        var integers = countersign_rs(r: signature.r, s: signature.s)
        var der = [UInt8](repeating: 0, count: Int(COUNTERSIGN_DER_MAX_BYTES))
        guard unsafe countersign_der_encode(&integers, &der, &finding) == 0 else {
            return BatchVerdict(.signatureMismatch)
        }
        return BatchVerdict(.signatureMalformed, finding)
    }
}
