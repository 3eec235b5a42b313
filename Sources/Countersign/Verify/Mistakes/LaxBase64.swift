/// Base64 as programs really write it. For the diagnosis only: what it reads is reported as a mistake.
enum LaxBase64 {
    /// Either alphabet, with or without padding; unused bits of the last digit are ignored.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        let padding = text.reversed().prefix { $0 == 0x3D }.count
        guard padding <= 2 else { return nil }
        var digits = text.dropLast(padding).map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        // "A" adds six zero bits, so that strictness about the last digit's unused bits has nothing to object to.
        let missing = (4 - digits.count % 4) % 4
        guard missing != 3 else { return nil }
        digits += [UInt8](repeating: UInt8(ascii: "A"), count: missing)
        guard let bytes = try? Base64.standard.decode(TextForms.string(digits)) else { return nil }
        return Array(bytes.dropLast(missing))
    }
}
