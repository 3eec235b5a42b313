/// Remembers in constant memory which keys came by lately, and when. It may forget, and two keys may share a place:
/// the worst that follows is a table built one use later.
struct SeenKeys {
    private struct Place {
        var hash: UInt64 = 0
        var time: UInt64 = 0
    }

    private static let count = 1 << 15
    private var places: [Place] = []

    /// Notes a use.
    ///
    /// - Returns: the time of the use before, when it is remembered.
    mutating func note(_ hash: UInt64, at time: UInt64) -> UInt64? {
        if places.isEmpty { places = Array(repeating: Place(), count: Self.count) }
        let index = Int(truncatingIfNeeded: hash >> 40) & (Self.count - 1)
        let place = places[index]
        places[index] = Place(hash: hash, time: time)
        return place.hash == hash && place.time > 0 ? place.time : nil
    }
}
