import Countersign
import CountersignPrimitives

/// Phones as bytes: numbers big endian, texts with their length before them.
///
/// The writer runs twice: once to count, so that the buffer which receives the secrets never moves and leaves no copy
/// of them behind.
struct RecordWriter {
    private var bytes: [UInt8] = []
    private var count = 0
    private let isCounting: Bool

    /// All phones of a book.
    ///
    /// - Throws: ``DeviceError`` `signing` where a key does not give its scalar.
    static func bytes(of book: DeviceBook) throws(DeviceError) -> SecretBytes {
        var counter = RecordWriter(isCounting: true, capacity: 0)
        try counter.write(book)
        var writer = RecordWriter(isCounting: false, capacity: counter.count)
        try writer.write(book)
        return SecretBytes(taking: &writer.bytes)
    }

    private init(isCounting: Bool, capacity: Int) {
        self.isCounting = isCounting
        bytes.reserveCapacity(capacity)
    }

    private mutating func write(_ book: DeviceBook) throws(DeviceError) {
        write(number: book.records.count)
        for record in book.records { try write(record) }
    }

    private mutating func write(_ record: DeviceRecord) throws(DeviceError) {
        write(text: record.name.utf8)
        let facts = [record.deviceID, record.pendingDeviceID, record.personID, record.bank, record.fault?.rawValue]
        for text in facts { write(optional: text) }
        write(number: record.policy.rules.count)
        for rule in record.policy.rules { write(rule) }
        write(words: record.gate.rawValue)
        write(number: record.keys.count)
        for key in record.keys {
            write(words: key.purpose.rawValue, key.state.rawValue)
            write(optional: key.remoteID)
            try write(scalar: key.signingKey)
        }
    }

    /// Not as ``ApprovalRule/description``, which cannot be read back where words are like its grammar.
    private mutating func write(_ rule: ApprovalRule) {
        switch rule.decision {
        case .approve: write(words: "approve")
        case .deny: write(words: "deny")
        case .ask: write(words: "ask")
        case .delay(let milliseconds): write(words: "delay", String(milliseconds))
        }
        write(number: rule.conditions.count)
        for condition in rule.conditions {
            switch condition {
            case .textContains(let words): write(words: "text", words)
            case .subjectContains(let words): write(words: "subject", words)
            case .amountOver(let cents): write(words: "over", String(cents))
            case .amountUpTo(let cents): write(words: "up-to", String(cents))
            case .route(let route): write(words: "route", route.rawValue)
            case .purpose(let purpose): write(words: "purpose", purpose.rawValue)
            }
        }
    }

    private mutating func write(scalar key: SigningKey) throws(DeviceError) {
        guard !isCounting else {
            count += RecordReader.scalarLength
            return
        }
        do {
            var scalar = try key.representation(.scalar)
            defer { SecretBytes.cleanse(&scalar) }
            append(scalar)
        } catch {
            throw DeviceError(.signing, error.reason)
        }
    }

    private mutating func write(optional text: String?) {
        append([text == nil ? 0 : 1])
        if let text { write(text: Array(text.utf8)) }
    }

    private mutating func write(words: String...) {
        for word in words { write(text: Array(word.utf8)) }
    }

    private mutating func write(text: [UInt8]) {
        write(number: text.count)
        append(text)
    }

    private mutating func write(number: Int) {
        append((0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) })
    }

    private mutating func append(_ more: [UInt8]) {
        count += more.count
        if !isCounting { bytes += more }
    }
}
