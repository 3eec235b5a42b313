/// Finds the member whose value was left out, as in `"DoSecondFactor": }`: no JSON, and named in the documentation as
/// something that gives a validation message.
enum BlankMember {
    /// The name before a colon that no value follows; nil where there is none. Strings are skipped as strings.
    static func name(in bytes: [UInt8]) -> String? {
        var place = 0
        var last: ArraySlice<UInt8>?
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                guard let end = endOfString(bytes, from: place) else { return nil }
                last = bytes[(place + 1)..<end]
                place = end + 1
            case UInt8(ascii: ":"):
                place += 1
                while place < bytes.count, isSpace(bytes[place]) { place += 1 }
                let ends = [UInt8(ascii: ","), UInt8(ascii: "}")]
                if place == bytes.count || ends.contains(bytes[place]) {
                    return last.flatMap { String(validating: $0, as: UTF8.self) }
                }
            default:
                place += 1
            }
        }
        return nil
    }

    private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int? {
        var place = start + 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return place < bytes.count ? place : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
