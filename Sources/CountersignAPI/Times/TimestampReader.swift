/// Reads the documented ISO 8601 forms: date, `T`, time, an optional fraction of 1 to 9 digits, then `Z`, `+00:00` or
/// `+0000`. Digits behind the millisecond are dropped.
struct TimestampReader {
    private let bytes: [UInt8]
    private var place = 0

    static func read(_ text: String) -> Timestamp? {
        let bytes = Array(text.utf8)
        // The longest form has nine decimals and an offset with a colon.
        guard bytes.count <= 35 else { return nil }
        var reader = TimestampReader(bytes: bytes)
        return reader.moment()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func moment() -> Timestamp? {
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
            let date = CalendarDay(year: year, month: month, day: day), skip("T"),
            let hour = number(2), skip(":"), let minute = number(2), skip(":"), let second = number(2),
            // 60 is a leap second.
            hour < 24, minute < 60, second <= 60, let millisecond = fraction(),
            let offset = offsetInMinutes(), place == bytes.count
        else { return nil }
        let minutes = date.daysSince1970 * 1440 + hour * 60 + minute - offset
        return Timestamp(milliseconds: (minutes * 60 + second) * 1000 + millisecond)
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func digit() -> Int64? {
        guard place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 else { return nil }
        defer { place += 1 }
        return Int64(bytes[place] - 0x30)
    }

    private mutating func number(_ width: Int) -> Int64? {
        var result: Int64 = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            result = result * 10 + digit
        }
        return result
    }

    private mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var (result, count): (Int64, Int) = (0, 0)
        while let digit = digit() {
            count += 1
            if count <= 3 { result = result * 10 + digit }
        }
        switch count {
        case 1: return result * 100
        case 2: return result * 10
        case 3...9: return result
        default: return nil
        }
    }

    private mutating func offsetInMinutes() -> Int64? {
        if skip("Z") { return 0 }
        let sign: Int64
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(2) else { return nil }
        _ = skip(":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
