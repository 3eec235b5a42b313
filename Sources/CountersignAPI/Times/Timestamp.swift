/// A moment as the API writes it, to the millisecond: `2021-12-22T15:05:33.634+00:00`.
///
/// Source: Solaris API reference, Confirm change request, `updated_at`. Any ISO 8601 form of the documentation is read;
/// this one form is written.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public let milliseconds: Int64

    /// The years that four digits can write; a moment outside is moved to the nearest end.
    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
    }

    public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

    public func adding(seconds: Int64) -> Timestamp {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, overflowed) = milliseconds.addingReportingOverflow(overflow ? 0 : product)
        guard !overflow, !overflowed else { return Timestamp(milliseconds: seconds < 0 ? .min : .max) }
        return Timestamp(milliseconds: sum)
    }
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    /// The form that the API writes.
    public var description: String {
        let (days, inDay) = milliseconds.flooredDivision(by: 86_400_000)
        let date = CalendarDay(daysSince1970: days)
        let (hours, inHour) = inDay.flooredDivision(by: 3_600_000)
        let (minutes, inMinute) = inHour.flooredDivision(by: 60_000)
        let (seconds, rest) = inMinute.flooredDivision(by: 1000)
        return Self.digits(date.year, 4) + "-" + Self.digits(date.month, 2) + "-" + Self.digits(date.day, 2)
            + "T" + Self.digits(hours, 2) + ":" + Self.digits(minutes, 2) + ":" + Self.digits(seconds, 2)
            + "." + Self.digits(rest, 3) + "+00:00"
    }

    /// A number that is not negative, with zeros before it up to a width.
    static func digits(_ number: some BinaryInteger, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Nil for text that is none of the documented forms.
    public init?(_ text: String) {
        guard let moment = TimestampReader.read(text) else { return nil }
        self = moment
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let moment = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected an ISO 8601 time with an offset, as 2021-12-22T15:05:33.634+00:00"))
        }
        self = moment
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension KeyedDecodingContainer {
    /// A time that tells and decides nothing: one that cannot be read is as good as none, and no reason to lose the
    /// rest of an answer. Every optional time is read by this, also where the compiler writes the reading.
    func decodeIfPresent(_ type: Timestamp.Type, forKey key: Key) throws -> Timestamp? {
        try? decode(type, forKey: key)
    }
}

extension Int64 {
    /// Quotient rounded down and the remainder that is never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
