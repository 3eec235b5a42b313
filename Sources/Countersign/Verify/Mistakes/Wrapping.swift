/// What is put around or between the digits of a hex or Base64 text, and how to take it off again.
enum Wrapping {
    static let all: [(finding: Diagnosis.Finding, peel: @Sendable ([UInt8]) -> [UInt8]?)] = [
        (EncodingFindings.whitespace, withoutWhitespace),
        (EncodingFindings.quoted, withoutQuotes),
        (EncodingFindings.hexPrefix, withoutHexPrefix),
        (EncodingFindings.separators, withoutSeparators),
    ]

    @Sendable static func withoutWhitespace(_ text: [UInt8]) -> [UInt8]? {
        changed(text, text.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) })
    }

    @Sendable static func withoutQuotes(_ text: [UInt8]) -> [UInt8]? {
        guard text.count >= 2, let first = text.first, first == text.last, first == 0x22 || first == 0x27 else {
            return nil
        }
        return Array(text[1..<text.count - 1])
    }

    @Sendable static func withoutHexPrefix(_ text: [UInt8]) -> [UInt8]? {
        text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8) ? Array(text.dropFirst(2)) : nil
    }

    /// Colons or dashes between pairs of digits.
    @Sendable static func withoutSeparators(_ text: [UInt8]) -> [UInt8]? {
        let digits = text.filter { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "-") }
        return TextForms.hexDecoded(digits) == nil ? nil : changed(text, digits)
    }

    private static func changed(_ text: [UInt8], _ peeled: [UInt8]) -> [UInt8]? {
        peeled == text ? nil : peeled
    }
}
