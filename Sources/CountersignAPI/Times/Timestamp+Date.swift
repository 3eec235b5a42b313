#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Timestamp {
    /// The moment, rounded to the millisecond: a `Date` holds most milliseconds only nearly.
    public init(_ date: Date) {
        let exact = (date.timeIntervalSince1970 * 1000).rounded()
        self.init(milliseconds: Int64(exactly: exact) ?? (exact > 0 ? .max : .min))
    }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
