import CountersignAPI

/// Signatures to be judged together, their fields in one piece of memory.
struct QuestionList: Sendable {
    struct Row: Sendable {
        let challengeID: Identifier
        let keyID: Identifier?
        let deviceID: Identifier?
        /// Where the field stands in the bytes.
        let signature: Range<Int>
    }

    private(set) var bytes: [UInt8]
    private(set) var rows: [Row] = []

    /// - Parameter bytes: what fields may already stand in.
    init(bytes: [UInt8] = []) { self.bytes = bytes }

    init(_ questions: [Question]) {
        self.init()
        rows.reserveCapacity(questions.count)
        for question in questions { append(question) }
    }

    var count: Int { rows.count }

    mutating func append(_ question: Question) {
        let place = append(text: question.signature.utf8)
        append(
            Row(
                challengeID: question.challengeID, keyID: question.keyID, deviceID: question.deviceID,
                signature: place))
    }

    mutating func append(_ row: Row) { rows.append(row) }

    /// Keeps a text among the bytes.
    /// - Returns: where it stands.
    mutating func append(text: some Sequence<UInt8>) -> Range<Int> {
        let start = bytes.count
        bytes += text
        return start..<bytes.count
    }

    /// One of them as it would have come alone.
    func question(_ index: Int) -> Question {
        let row = rows[index]
        return Question(
            challengeID: row.challengeID, keyID: row.keyID, deviceID: row.deviceID,
            signature: String(decoding: bytes[row.signature], as: UTF8.self))
    }
}
