/// The one line end, LF or CRLF, that editors, `echo` and here-documents put after a text.
enum FinalNewline {
    /// The bytes without one final LF or CRLF; nil where there is none.
    static func removed(from bytes: [UInt8]) -> [UInt8]? {
        guard bytes.last == 0x0A else { return nil }
        return Array(bytes.dropLast(bytes.dropLast().last == 0x0D ? 2 : 1))
    }
}
