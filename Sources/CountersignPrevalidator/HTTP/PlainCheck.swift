import CountersignAPI

/// Reads the usual form of a check in one pass: an object of plain strings under the names that are known, each once.
///
/// Whatever is not of that form (an escape, a byte over 127, another name or type, a name twice) is left to the strict
/// reader, which also says what is wrong with it: this one accepts nothing that the other refuses.
struct PlainCheck {
    private static let names: [StaticString] = ["challenge_id", "key_id", "device_id", "signature", "id"]

    let question: Question
    /// The line's own id.
    let id: String?

    /// Nil for any other form.
    init?(_ bytes: some Collection<UInt8>) {
        let read = bytes.withContiguousStorageIfAvailable { Self.read($0) } ?? Self.read(bytes: Array(bytes))
        guard let read, let challenge = read[0], let signature = read[3] else { return nil }
        question = Question(
            challengeID: Identifier(challenge), keyID: read[1].map(Identifier.init(_:)),
            deviceID: read[2].map(Identifier.init(_:)), signature: signature)
        id = read[4]
    }

    private static func read(bytes: [UInt8]) -> [String?]? { bytes.withUnsafeBufferPointer { read($0) } }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [String?]? {
        var reader = Reader(bytes: bytes)
        var values: [String?] = [nil, nil, nil, nil, nil]
        guard reader.skip(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let name = reader.string(), reader.skip(UInt8(ascii: ":")), let value = reader.string(),
                let place = names.firstIndex(where: { reader.equals(name, $0) }), values[place] == nil
            else { return nil }
            values[place] = reader.text(value)
        } while reader.skip(UInt8(ascii: ","))
        guard reader.skip(UInt8(ascii: "}")), reader.isAtEnd else { return nil }
        return values
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        private var place = 0

        init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        private mutating func skipSpace() {
            while place < bytes.count {
                let byte = bytes[place]
                guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
                place += 1
            }
        }

        /// Takes the character, and white space on both of its sides.
        mutating func skip(_ character: UInt8) -> Bool {
            skipSpace()
            guard place < bytes.count, bytes[place] == character else { return false }
            place += 1
            skipSpace()
            return true
        }

        var isAtEnd: Bool { place == bytes.count }

        /// The inside of a string that stands here.
        mutating func string() -> Range<Int>? {
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return nil }
            let start = place + 1
            var end = start
            while end < bytes.count {
                let byte = bytes[end]
                if byte == UInt8(ascii: "\"") {
                    place = end + 1
                    return start..<end
                }
                guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\\") else { return nil }
                end += 1
            }
            return nil
        }

        func text(_ range: Range<Int>) -> String {
            String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        }

        func equals(_ range: Range<Int>, _ name: StaticString) -> Bool {
            guard range.count == name.utf8CodeUnitCount else { return false }
            for index in 0..<range.count where bytes[range.lowerBound + index] != name.utf8Start[index] { return false }
            return true
        }
    }
}
