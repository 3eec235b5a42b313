/// International bank account numbers, as far as a sandbox needs them.
enum IBAN {
    /// The bank's own sort code.
    private static let sortCode = "11010100"

    /// A German IBAN of the bank with its two check digits (ISO 13616: 98 minus the rest modulo 97).
    static func german(account: String) -> String {
        // D and E count 13 and 14; the check digits stand as zeros while they are computed.
        let rest = remainder(of: sortCode + account + "131400")
        let check = String(98 - rest)
        return "DE" + (check.utf8.count == 1 ? "0" : "") + check + sortCode + account
    }

    /// Whether the text has the shape of an IBAN: two capitals, two digits, up to 30 capitals and digits.
    ///
    /// Check digits are not looked at: test data are often made up.
    static func hasShape(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (15...34).contains(bytes.count), bytes[0...1].allSatisfy(isCapital), bytes[2...3].allSatisfy(isDigit)
        else { return false }
        return bytes[4...].allSatisfy { isCapital($0) || isDigit($0) }
    }

    private static func remainder(of digits: String) -> Int {
        digits.utf8.reduce(0) { ($0 * 10 + Int($1 - UInt8(ascii: "0"))) % 97 }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
