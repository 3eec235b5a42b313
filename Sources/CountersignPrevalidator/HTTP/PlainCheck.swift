import CountersignAPI

/// Reads the usual form of a check in one pass: an object of plain strings under the names that are known, each once.
///
/// Whatever is not of that form (an escape, a byte over 127, another name or type, a name twice) is left to the strict
/// reader, which also says what is wrong with it: this one accepts nothing that the other refuses.
struct PlainCheck {
    /// Where the values stand in the bytes, without their quotation marks.
    let challenge: Range<Int>
    let signature: Range<Int>
    private(set) var key: Range<Int>?
    private(set) var device: Range<Int>?
    /// The line's own id.
    private(set) var id: Range<Int>?

    /// Nil for any other form.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = Reader(bytes: bytes)
        var challenge: Range<Int>?
        var signature: Range<Int>?
        guard reader.skip(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let name = reader.string(), reader.skip(UInt8(ascii: ":")), let value = reader.string() else {
                return nil
            }
            var known: Range<Int>?
            switch name.count {
            case 12 where reader.equals(name, "challenge_id"): (known, challenge) = (challenge, value)
            case 9 where reader.equals(name, "signature"): (known, signature) = (signature, value)
            case 6 where reader.equals(name, "key_id"): (known, key) = (key, value)
            case 9 where reader.equals(name, "device_id"): (known, device) = (device, value)
            case 2 where reader.equals(name, "id"): (known, id) = (id, value)
            default: return nil
            }
            if known != nil { return nil }
        } while reader.skip(UInt8(ascii: ","))
        guard reader.skip(UInt8(ascii: "}")), reader.isAtEnd, let challenge, let signature else { return nil }
        (self.challenge, self.signature) = (challenge, signature)
    }

    /// The check as it stands alone; nil for any other form.
    static func question(in bytes: [UInt8]) -> Question? {
        bytes.withUnsafeBufferPointer { bytes in
            PlainCheck(bytes).map { check in
                func id(_ range: Range<Int>) -> Identifier { Identifier(text(bytes, range)) }
                return Question(
                    challengeID: id(check.challenge), keyID: check.key.map(id), deviceID: check.device.map(id),
                    signature: text(bytes, check.signature))
            }
        }
    }

    /// A value as text.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
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
            let end = PlainText.end(in: bytes, from: start)
            guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
            place = end + 1
            return start..<end
        }

        func equals(_ range: Range<Int>, _ name: StaticString) -> Bool {
            for index in 0..<range.count where bytes[range.lowerBound + index] != name.utf8Start[index] { return false }
            return true
        }
    }
}
