/// Text that is the same in JSON: ASCII without quotation marks, backslashes and control characters.
enum PlainText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = ones << 7

    /// The place of the first byte that is none of such a text; the count where there is none. Eight bytes at a time.
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var place = start
        while place + 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            let mark = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            // The high bit of a byte is set where the byte is under 0x20, zero after one of the two, or over 0x7F. A
            // borrow can only set bits behind the first of them.
            let found =
                ((word &- (ones &* 0x20)) & ~word) | ((mark &- ones) & ~mark) | ((backslash &- ones) & ~backslash)
                | word
            if found & highs != 0 { return place + (found & highs).trailingZeroBitCount / 8 }
            place += 8
        }
        while place < bytes.count, isPlain(bytes[place]) { place += 1 }
        return place
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
