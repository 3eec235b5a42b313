/// Text from outside in a form that cannot steer a terminal and never breaks a line.
enum PrintableText {
    /// The bytes as text, with control characters and ill-formed bytes written out (`\n`, `\xFF`, `\u{202E}`).
    static func of(_ bytes: some Collection<UInt8>) -> String {
        of(RawArgument(bytes: Array(bytes)).escaped(isValue: false), keepingNewlines: false)
    }

    /// A message that may carry escaped arguments, ready to be printed.
    static func of(_ message: String, keepingNewlines: Bool) -> String {
        var text = ""
        for scalar in message.unicodeScalars {
            if let byte = RawArgument.escapedByte(scalar) {
                text += written(byte)
            } else if scalar == "\n" && keepingNewlines {
                text.unicodeScalars.append(scalar)
            } else if scalar.value < 0x80 && (scalar.value < 0x20 || scalar.value == 0x7F) {
                text += written(UInt8(scalar.value))
            } else if steersTerminal(scalar) {
                text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func written(_ byte: UInt8) -> String {
        switch byte {
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        case 0x20..<0x7F: String(Unicode.Scalar(byte))
        default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }

    private static func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate: true
        default: false
        }
    }
}
