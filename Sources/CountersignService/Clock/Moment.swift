/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, the resolution of the bank's wire times.
public struct Moment: Sendable, Hashable, Comparable, Codable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment later by `duration`. It saturates: a hostile lifetime cannot overflow.
    public func advanced(by duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        let (scaled, tooLarge) = seconds.multipliedReportingOverflow(by: 1000)
        let (shifted, alsoTooLarge) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        let (sum, overflow) = milliseconds.addingReportingOverflow(shifted)
        if tooLarge || alsoTooLarge || overflow { return Moment(milliseconds: seconds < 0 ? .min : .max) }
        return Moment(milliseconds: sum)
    }

    public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
}
