import CCountersignEncoding

/// Recognises a signature that was encoded in another way than the bank takes it. Cheap on purpose: a flood of wrong
/// signatures must not cost more than right ones. What exactly is wrong is for the core's diagnosis to say.
enum OtherEncoding {
    private static let longest = 288

    /// True for r‖s in hex, for DER or r‖s in Base64 or Base64url, and for hex of the field.
    static func isRecognised(_ text: UnsafeRawBufferPointer) -> Bool {
        guard (8...longest).contains(text.count) else { return false }
        return unsafe withUnsafeTemporaryAllocation(byteCount: longest, alignment: 1) { scratch in
            unsafe isHexOfOther(text, scratch) || isBase64(text, scratch)
        }
    }

    private static func isHexOfOther(_ text: UnsafeRawBufferPointer, _ scratch: UnsafeMutableRawBufferPointer) -> Bool {
        let bytes = unsafe scratch.assumingMemoryBound(to: UInt8.self)
        let finding = unsafe countersign_hex_decode(
            text.assumingMemoryBound(to: CChar.self).baseAddress, text.count, bytes.baseAddress, bytes.count)
        guard finding.defect == COUNTERSIGN_DEFECT_NONE else { return false }
        let count = text.count / 2
        if count == 64 { return unsafe isInRange(scratch) }
        var rs = countersign_rs()
        let inner = unsafe countersign_field_decode(
            UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped).assumingMemoryBound(to: CChar.self), count, &rs)
        return inner.defect == COUNTERSIGN_DEFECT_NONE
    }

    private static func isBase64(_ text: UnsafeRawBufferPointer, _ scratch: UnsafeMutableRawBufferPointer) -> Bool {
        guard let count = unsafe decodeBase64(text, scratch) else { return false }
        if count == 64, unsafe isInRange(scratch) { return true }
        var rs = countersign_rs()
        let bytes = unsafe scratch.assumingMemoryBound(to: UInt8.self).baseAddress
        return unsafe countersign_der_decode(bytes, count, &rs).defect == COUNTERSIGN_DEFECT_NONE
    }

    /// Whether 64 bytes are r ‖ s with both in 1 … n-1.
    private static func isInRange(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
        var rs = countersign_rs()
        unsafe withUnsafeMutableBytes(of: &rs) { unsafe $0.copyBytes(from: bytes.prefix(64)) }
        var der = [UInt8](repeating: 0, count: Int(COUNTERSIGN_DER_MAX_BYTES))
        return unsafe countersign_der_encode(&rs, &der, nil) != 0
    }

    /// Either alphabet, padded or not; nil for anything else.
    private static func decodeBase64(
        _ text: UnsafeRawBufferPointer, _ out: UnsafeMutableRawBufferPointer
    ) -> Int? {
        var digits = text.count
        while digits > 0, unsafe text[digits - 1] == UInt8(ascii: "="), text.count - digits < 2 { digits -= 1 }
        guard digits <= 100, digits % 4 != 1 else { return nil }
        var bits: UInt32 = 0
        var held = 0
        var count = 0
        for index in 0..<digits {
            guard let value = unsafe value(text[index]) else { return nil }
            bits = bits << 6 | value
            held += 6
            if held >= 8 {
                held -= 8
                unsafe out[count] = UInt8(truncatingIfNeeded: bits >> UInt32(held))
                count += 1
            }
        }
        return count
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit) + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
