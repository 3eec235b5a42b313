import CCountersignEncoding
import CCountersignP256

extension BatchPass {
    /// Reads the signatures of a stage. What does not decode has its verdict here.
    mutating func decode(_ range: Range<Int>) {
        var count = 0
        for position in range {
            let entry = unsafe entries[position]
            // r and s follow the digest, and lie in memory as countersign_rs does.
            let integers = unsafe UnsafeMutableRawPointer(workspace.signatures + count) + 32
            switch unsafe entry.signatureForm {
            case .field:
                let field = unsafe entry.signature?.assumingMemoryBound(to: CChar.self)
                let finding = unsafe countersign_field_decode(field, entry.signatureLength, Self.bound(integers))
                guard finding.defect == COUNTERSIGN_DEFECT_NONE else {
                    unsafe verdicts[position] = Self.verdict(entry, finding)
                    continue
                }
            case .integers:
                guard let source = unsafe entry.signature else { continue }
                unsafe integers.copyMemory(from: source, byteCount: 64)
            }
            unsafe workspace.positions[count] = position
            count += 1
        }
        unsafe signatureCount = count
    }

    private static func verdict(_ entry: BatchEntry, _ finding: countersign_finding) -> BatchVerdict {
        let text = unsafe UnsafeRawBufferPointer(start: entry.signature, count: entry.signatureLength)
        return BatchVerdict(
            unsafe OtherEncoding.isRecognised(text) ? .signatureEncoding : .signatureMalformed, finding)
    }
}
