public import CCountersign
import CountersignBatch

@c @implementation
public func countersign_verifier_verify(
    _ verifier: countersign_handle, _ items: UnsafePointer<countersign_item>?, _ count: Int,
    _ verdicts: UnsafeMutablePointer<countersign_verdict>?, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        guard count >= 0, count <= Int(COUNTERSIGN_ITEMS_MAX) else {
            throw .argument("expected at most \(COUNTERSIGN_ITEMS_MAX) items, found \(UInt(bitPattern: count))")
        }
        guard count > 0 else {
            _ = try OpenVerifier.all.find(verifier)
            return
        }
        let verdicts = unsafe try Pointer.required(verdicts, "the verdicts")
        do throws(Failure) {
            let items = unsafe try Pointer.array(items, count, most: count, "items")
            let open = try OpenVerifier.all.find(verifier)
            var batch = ItemBatch(capacity: min(items.count, ItemBatch.most))
            for start in stride(from: 0, to: items.count, by: ItemBatch.most) {
                let end = min(start + ItemBatch.most, items.count)
                for index in start..<end { unsafe try batch.append(items[index], number: index, open) }
                unsafe try batch.verify(open.verifier, into: verdicts + start)
            }
        } catch {
            // Also those that were there already: half an answer would be taken for a whole one.
            unsafe verdicts.update(repeating: ItemBatch.none, count: count)
            throw error
        }
    }
}
