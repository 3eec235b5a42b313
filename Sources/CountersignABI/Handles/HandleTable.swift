import CCountersign
import Synchronization

/// Open things by number. A number carries its kind, its place and how often that place was used before, so that a
/// number which was closed, never given or meant for another table finds nothing, whatever the caller does with it.
///
/// From the highest bit: 8 bits of kind, 32 of generation, 24 of place.
final class HandleTable<Object: Sendable & AnyObject>: Sendable {
    private struct Place {
        var generation: UInt32 = 0
        var object: Object?
    }

    private struct Places {
        var all: [Place] = []
        var vacant: [UInt32] = []
    }

    private static var placeBits: UInt64 { 24 }

    private let kind: UInt64
    /// What a handle of this table is, for people: "key".
    private let noun: String
    private let limit: Int
    private let places = Mutex(Places())

    init(kind: UInt8, noun: String, limit: Int = 1 << 24) {
        self.kind = UInt64(kind) << 56
        self.noun = noun
        self.limit = limit
    }

    /// Opens an object.
    func insert(_ object: Object) throws(Failure) -> countersign_handle {
        let handle: countersign_handle? = places.withLock { places in
            let number: UInt32
            if let vacant = places.vacant.popLast() {
                number = vacant
            } else {
                guard places.all.count < limit else { return nil }
                number = UInt32(places.all.count)
                places.all.append(Place())
            }
            places.all[Int(number)].object = object
            return kind | (UInt64(places.all[Int(number)].generation) << Self.placeBits) | UInt64(number)
        }
        guard let handle else {
            throw Failure(COUNTERSIGN_ERROR_LIMIT, "expected fewer open handles, found \(limit) of kind \(noun)")
        }
        return handle
    }

    /// The open object of a handle. It lives at least until the caller lets go of it, closed or not.
    func find(_ handle: countersign_handle) throws(Failure) -> Object {
        let object: Object? = places.withLock { places in
            guard let place = place(of: handle, in: places) else { return nil }
            return places.all[place].object
        }
        guard let object else { throw unknown(handle) }
        return object
    }

    /// Closes a handle.
    func remove(_ handle: countersign_handle) throws(Failure) {
        let object: Object? = places.withLock { places in
            guard let number = place(of: handle, in: places), let object = places.all[number].object else { return nil }
            places.all[number].object = nil
            // A place whose generations are used up is never used again.
            if places.all[number].generation < .max {
                places.all[number].generation += 1
                places.vacant.append(UInt32(number))
            }
            return object
        }
        guard object != nil else { throw unknown(handle) }
        // Here, outside the lock, goes what may be the last reference.
    }

    private func place(of handle: countersign_handle, in places: borrowing Places) -> Int? {
        let number = Int(handle & ((1 << Self.placeBits) - 1))
        let generation = UInt32(truncatingIfNeeded: handle >> Self.placeBits)
        guard (handle >> 56) << 56 == kind, number < places.all.count, places.all[number].generation == generation
        else {
            return nil
        }
        return number
    }

    private func unknown(_ handle: countersign_handle) -> Failure {
        let found = handle == 0 ? "0" : "0x" + String(handle, radix: 16)
        return Failure(COUNTERSIGN_ERROR_HANDLE, "expected the handle of an open \(noun), found \(found)")
    }
}
