/// The one line end, LF or CRLF, that editors, `echo` and here-documents put after a text.
enum FinalNewline {
    /// How many bytes stand before one final LF or CRLF.
    static func count(before bytes: some BidirectionalCollection<UInt8>) -> Int {
        guard bytes.last == 0x0A else { return bytes.count }
        return bytes.count - (bytes.dropLast().last == 0x0D ? 2 : 1)
    }

    /// The bytes without one final LF or CRLF; nil where there is none.
    static func removed(from bytes: [UInt8]) -> [UInt8]? {
        let count = count(before: bytes)
        return count == bytes.count ? nil : Array(bytes.prefix(count))
    }

    /// The bytes without one final LF or CRLF, whether there is one or not.
    static func dropped(from bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(count(before: bytes))) }

    /// The bytes without one final LF or CRLF where they are printable ASCII; DER may end in the byte 0A too.
    static func removedFromText(_ bytes: [UInt8]) -> [UInt8] {
        let isText = bytes.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        return isText ? dropped(from: bytes) : bytes
    }
}
