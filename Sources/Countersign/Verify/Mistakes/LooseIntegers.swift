/// r ‖ s whose integers do not fill their 32 bytes, or overfill them.
enum LooseIntegers {
    /// The fewest hex digits that are taken for an r ‖ s: less than that is lost with a chance below 2⁻³².
    private static let fewestDigits = 112

    /// All the ways to part hex digits, fewer than 128, into r and s of at most 64 digits each: the integers were
    /// written without their leading zeros, by the byte or by the digit.
    static func readings(nibbles: [UInt8], container: SignatureReading.Container) -> [SignatureReading]? {
        guard (fewestDigits..<128).contains(nibbles.count) else { return nil }
        let readings = (nibbles.count - 64...64).reversed().compactMap { split -> SignatureReading? in
            guard let r = integer(nibbles[..<split]), let s = integer(nibbles[split...]),
                let signature = try? Signature(r: r, s: s)
            else { return nil }
            return SignatureReading(
                signature: signature, findings: [EncodingFindings.rsUnpadded(digits: nibbles.count)])
        }
        return readings.isEmpty ? nil : readings
    }

    private static func integer(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        TextForms.hexDecoded([UInt8](repeating: 0x30, count: 64 - digits.count) + digits)
    }

    /// r and s in 32 or 33 bytes each, where a 33rd byte is a leading zero (`BigInteger.toByteArray`).
    static func withSignBytes(_ bytes: [UInt8]) -> Signature? {
        switch bytes.count {
        case 66 where bytes[0] == 0 && bytes[33] == 0: try? Signature(r: bytes[1..<33], s: bytes[34...])
        case 65 where bytes[0] == 0: try? Signature(r: bytes[1..<33], s: bytes[33...])
        case 65 where bytes[32] == 0: try? Signature(r: bytes[..<32], s: bytes[33...])
        default: nil
        }
    }
}
