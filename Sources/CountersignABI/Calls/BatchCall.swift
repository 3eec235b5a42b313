public import CCountersign
import CountersignBatch

@c @implementation
public func countersign_verifier_verify(
    _ verifier: countersign_handle, _ items: UnsafePointer<countersign_item>?, _ count: Int,
    _ verdicts: UnsafeMutablePointer<countersign_verdict>?, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let items = unsafe try Pointer.array(items, count, most: Int(COUNTERSIGN_ITEMS_MAX), "items")
        guard !items.isEmpty else { return }
        let verdicts = unsafe try Pointer.required(verdicts, "the verdicts")
        unsafe verdicts.update(repeating: ItemBatch.none, count: items.count)
        let open = try OpenVerifier.all.find(verifier)
        do throws(Failure) {
            var start = 0
            while start < items.count {
                let end = min(start + ItemBatch.most, items.count)
                var batch = ItemBatch(minimumCapacity: end - start)
                for index in start..<end { unsafe try batch.append(items[index], number: index, open) }
                unsafe try batch.verify(open.verifier, into: verdicts + start)
                start = end
            }
        } catch {
            unsafe verdicts.update(repeating: ItemBatch.none, count: items.count)
            throw error
        }
    }
}
