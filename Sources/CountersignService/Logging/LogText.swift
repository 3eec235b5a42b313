/// Text as it may stand in a log line.
enum LogText {
    /// Values longer than this are cut: one request must not fill a disk.
    static let maximumLength = 2048

    /// A JSON string: quotes, backslashes and control characters (ANSI escapes and line ends of Unicode too) are escaped.
    static func quoted(_ text: String) -> String {
        var result = "\""
        var length = 0
        for scalar in text.unicodeScalars {
            length += 1
            if length > maximumLength {
                result += "…"
                break
            }
            switch scalar.value {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
