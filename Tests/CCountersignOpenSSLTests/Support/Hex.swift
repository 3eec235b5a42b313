import CCountersignEncoding
import Testing

/// Bytes of a hex literal; a defect in the literal fails the test.
func hex(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> [UInt8] {
    let digits = text.utf8.filter { $0 != 0x20 && $0 != 0x0a }.map(CChar.init(bitPattern:))
    var bytes = [UInt8](repeating: 0, count: digits.count / 2)
    let finding = countersign_hex_decode(digits, digits.count, &bytes, bytes.count)
    #expect(finding.defect == COUNTERSIGN_DEFECT_NONE || digits.isEmpty, sourceLocation: sourceLocation)
    return bytes
}

func hexText(_ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: 2 * bytes.count)
    countersign_hex_encode(bytes, bytes.count, &text)
    return String(decoding: text.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// A 32-byte array of a C tuple, and back.
func bytes(_ tuple: Any) -> [UInt8] { Mirror(reflecting: tuple).children.compactMap { $0.value as? UInt8 } }

func signature(r: [UInt8], s: [UInt8]) -> countersign_rs {
    var signature = countersign_rs()
    withUnsafeMutableBytes(of: &signature.r) { $0.copyBytes(from: r) }
    withUnsafeMutableBytes(of: &signature.s) { $0.copyBytes(from: s) }
    return signature
}
