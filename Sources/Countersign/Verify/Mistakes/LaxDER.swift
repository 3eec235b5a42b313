/// A signature's DER as programs get it wrong: everything that the strict codec refuses and that still says which r
/// and s were meant. For the diagnosis only.
struct LaxDER {
    let signature: Signature
    /// What is wrong, each once.
    let codes: [Diagnosis.Code]

    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard reader.tag(0x30), let announced = reader.length() else { return nil }
        let start = reader.offset
        guard let r = reader.integer(), let s = reader.integer(),
            let signature = try? Signature(r: r, s: s)
        else { return nil }
        self.signature = signature

        // What is left over stands after the SEQUENCE or, where its length takes that in, inside it.
        let held = reader.offset - start
        let left = bytes.count - reader.offset
        switch announced {
        case .definite(held): reader.isTrailing = left > 0
        case .definite(held + left): reader.isTrailing = left > 0
        case .definite: reader.isLengthWrong = true
        case .indefinite: reader.isTrailing = left > 0 && Array(bytes.suffix(left)) != [0, 0]
        }
        let codes: [(Bool, Diagnosis.Code)] = [
            (reader.isLengthWrong, .derLength), (reader.hasExtraZero, .derExtraZero),
            (reader.lacksSignByte, .derSignByteMissing), (reader.isTrailing, .derTrailingBytes),
        ]
        self.codes = codes.filter(\.0).map(\.1)
    }

    private enum Length {
        case definite(Int)
        case indefinite
    }

    private struct Reader {
        let bytes: [UInt8]
        var offset = 0
        var isLengthWrong = false
        var hasExtraZero = false
        var lacksSignByte = false
        var isTrailing = false

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func tag(_ tag: UInt8) -> Bool {
            guard offset < bytes.count, bytes[offset] == tag else { return false }
            offset += 1
            return true
        }

        /// Any form of length; all but the shortest are noted.
        mutating func length() -> Length? {
            guard offset < bytes.count else { return nil }
            let first = Int(bytes[offset])
            offset += 1
            guard first >= 0x80 else { return .definite(first) }
            isLengthWrong = true
            let count = first & 0x7F
            if count == 0 { return .indefinite }
            guard count <= 8, offset + count <= bytes.count else { return nil }
            let value = bytes[offset..<offset + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            offset += count
            return Int(exactly: value).map(Length.definite)
        }

        /// An INTEGER as 32 bytes, read as unsigned whatever its sign bit says.
        mutating func integer() -> [UInt8]? {
            guard tag(0x02), case .definite(let count) = length(), count > 0, count <= bytes.count - offset else {
                return nil
            }
            let content = bytes[offset..<offset + count]
            offset += count
            let value = content.drop { $0 == 0 }
            guard let top = value.first, value.count <= 32 else { return nil }
            let zeros = count - value.count
            if zeros > (top >= 0x80 ? 1 : 0) { hasExtraZero = true }
            if zeros == 0, top >= 0x80 { lacksSignByte = true }
            return [UInt8](repeating: 0, count: 32 - value.count) + value
        }
    }
}
