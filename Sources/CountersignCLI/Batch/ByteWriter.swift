/// A growing piece of memory that text is written into without an allocation per line.
struct ByteWriter: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 16
    private(set) var count = 0

    init() { start = .allocate(capacity: capacity) }

    deinit { start.deallocate() }

    mutating func removeAll() { count = 0 }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        while count + more > capacity { capacity *= 2 }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }

    mutating func write(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        (start + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count += text.utf8CodeUnitCount
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        UnsafeMutableRawPointer(start + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    mutating func write(_ number: Int) {
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { digits in
            var rest = number.magnitude
            var place = digits.count
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                place -= 1
                digits[place] = UInt8(ascii: "-")
            }
            write(UnsafeRawBufferPointer(rebasing: digits[place...]))
        }
    }

    /// A JSON string of bytes that are UTF-8. No longer than the shortest that they can have been read from, so that
    /// what comes in bounds what goes out.
    mutating func writeJSONString(_ bytes: UnsafeRawBufferPointer) {
        reserve(6 * bytes.count + 2)
        start[count] = UInt8(ascii: "\"")
        count += 1
        let plain = bytes.firstIndex(where: Self.needsEscape) ?? bytes.count
        write(UnsafeRawBufferPointer(rebasing: bytes[..<plain]))
        for byte in bytes[plain...] {
            if !Self.needsEscape(byte) {
                start[count] = byte
                count += 1
            } else if let letter = Self.letter(byte) {
                start[count] = UInt8(ascii: "\\")
                start[count + 1] = letter
                count += 2
            } else {
                write("\\u00")
                start[count] = Self.digit(byte >> 4)
                start[count + 1] = Self.digit(byte & 15)
                count += 2
            }
        }
        start[count] = UInt8(ascii: "\"")
        count += 1
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// What stands behind the backslash (RFC 8259 section 7); nil for what has no short form.
    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        default: nil
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
