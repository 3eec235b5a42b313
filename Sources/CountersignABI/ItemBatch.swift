import CCountersign
import CountersignBatch

/// Items of a caller as the verifier takes them, where the caller has them: nothing is copied.
struct ItemBatch: ~Copyable {
    /// Items of one pass over the verifier: enough that the kernel's last, shorter batch does not count, few enough to
    /// stay in the processor's cache.
    static let most = 2048
    static var none: countersign_verdict { countersign_verdict(code: COUNTERSIGN_VERDICT_NONE, offset: .max) }
    private static var good: countersign_verdict { countersign_verdict(code: COUNTERSIGN_VERDICT_OK, offset: .max) }

    private var batch: Batch
    private var found: [BatchVerdict]
    /// Items whose verdict stands already, by their place in the batch.
    private var decided: [(place: Int, code: countersign_verdict_code)] = []

    init(capacity: Int) {
        batch = Batch(minimumCapacity: capacity)
        found = Array(repeating: .unset, count: capacity)
    }

    /// - Parameter number: of the item in the call, for the failure.
    @inline(__always)
    mutating func append(
        _ item: countersign_item, number: Int, _ open: OpenVerifier
    ) throws(Failure) {
        let text = unsafe try Self.input(item.text, item.text_length, "the text", number)
        let field = unsafe try Self.input(item.field, item.field_length, "the field", number)
        if unsafe !TextBytes.isUTF8(text) { decided.append((batch.count, COUNTERSIGN_VERDICT_TEXT_NOT_UTF8)) }
        if unsafe item.enrolled != 0 && item.id == nil && item.point == nil {
            let handle = unsafe open.handle(of: item.enrolled)
            unsafe batch.appendBorrowing(key: .handle(handle), message: .challenge(text), signature: .field(field))
        } else {
            try unsafe appendOther(item, text, field, number)
        }
    }

    private mutating func appendOther(
        _ item: countersign_item, _ text: UnsafeRawBufferPointer, _ field: UnsafeRawBufferPointer, _ number: Int
    ) throws(Failure) {
        guard unsafe (item.enrolled != 0 ? 1 : 0) + (item.id != nil ? 1 : 0) + (item.point != nil ? 1 : 0) == 1 else {
            throw .argument("item \(number): expected one of a key's number, id and point", offset: number)
        }
        if let point = unsafe item.point {
            // Any other first byte is another format, or no key at all.
            if unsafe point.load(as: UInt8.self) != 0x04 {
                decided.append((batch.count, COUNTERSIGN_VERDICT_KEY_MALFORMED))
            }
            let coordinates = unsafe UnsafeRawBufferPointer(start: point + 1, count: 64)
            unsafe batch.appendBorrowing(key: .point(coordinates), message: .challenge(text), signature: .field(field))
        } else {
            let id = unsafe try Self.input(item.id, item.id_length, "the id", number)
            unsafe batch.appendBorrowing(key: .id(id), message: .challenge(text), signature: .field(field))
        }
    }

    /// Writes the verdicts of all items, and forgets the items.
    mutating func verify(
        _ verifier: BatchVerifier, into verdicts: UnsafeMutablePointer<countersign_verdict>
    ) throws(Failure) {
        let count = batch.count
        try Core.callBatch {
            unsafe try found.withUnsafeMutableBufferPointer { found in
                unsafe try verifier.verify(batch, into: UnsafeMutableBufferPointer(rebasing: found[..<count]))
            }
        }
        for index in 0..<count {
            let verdict = found[index]
            unsafe verdicts[index] = verdict.isValid ? Self.good : verdict.c
        }
        for (place, code) in decided {
            unsafe verdicts[place] = countersign_verdict(code: code, offset: .max)
        }
        batch.removeAll()
        decided.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private static func input(
        _ start: UnsafeRawPointer?, _ length: Int, _ name: StaticString, _ number: Int
    ) throws(Failure) -> UnsafeRawBufferPointer {
        guard length >= 0, length <= Int(COUNTERSIGN_INPUT_MAX_BYTES), unsafe start != nil || length == 0 else {
            do throws(Failure) {
                return unsafe try Pointer.input(start, length, name)
            } catch {
                throw .argument("item \(number): \(error.reason)", offset: number)
            }
        }
        return unsafe UnsafeRawBufferPointer(start: start, count: length)
    }
}

extension BatchVerdict {
    /// The verdict as the header has it.
    fileprivate var c: countersign_verdict {
        let number =
            switch code {
            case .ok: COUNTERSIGN_VERDICT_OK
            case .signatureMismatch: COUNTERSIGN_VERDICT_SIGNATURE_MISMATCH
            case .signatureEncoding: COUNTERSIGN_VERDICT_SIGNATURE_ENCODING
            case .signatureMalformed: COUNTERSIGN_VERDICT_SIGNATURE_MALFORMED
            case .keyUnknown: COUNTERSIGN_VERDICT_KEY_UNKNOWN
            case .keyMalformed: COUNTERSIGN_VERDICT_KEY_MALFORMED
            }
        return countersign_verdict(code: number, offset: defect.flatMap { UInt32(exactly: $0.offset) } ?? .max)
    }
}
