import CountersignAPI

/// The lines of one piece of a batch: what each asks, or what is wrong with it.
struct LinePiece {
    private struct Line {
        /// Where its id stands as JSON text.
        let id: Range<Int>?
        /// Nil for one that asks.
        let problem: Int?
    }

    /// What is asked; its bytes hold the ids too.
    private(set) var list: QuestionList
    private var lines: [Line] = []
    private var problems: [Problem] = []

    /// - Parameters:
    ///   - bytes: whole lines; the last one may lack its end.
    ///   - limit: bytes of a line.
    init(_ bytes: [UInt8], limit: Int) {
        list = QuestionList(bytes: bytes)
        var start = 0
        while start < bytes.count {
            let end = bytes.withUnsafeBufferPointer { LineEnd.next(in: $0, from: start) }
            if end - start <= limit {
                append(bytes, start..<end)
            } else {
                append(Problem(413, "line_too_long", "the line is longer than \(limit) bytes"), id: nil)
            }
            start = end + 1
        }
    }

    private mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
        let row = bytes.withUnsafeBufferPointer { bytes -> (QuestionList.Row, id: Range<Int>?)? in
            let line = UnsafeBufferPointer(rebasing: bytes[range])
            guard let check = PlainCheck(line) else { return nil }
            func id(_ range: Range<Int>) -> Identifier { Identifier(PlainCheck.text(line, range)) }
            func place(_ inside: Range<Int>) -> Range<Int> {
                range.lowerBound + inside.lowerBound..<range.lowerBound + inside.upperBound
            }
            let row = QuestionList.Row(
                challengeID: id(check.challenge), keyID: check.key.map(id), deviceID: check.device.map(id),
                signature: place(check.signature))
            // With its quotation marks.
            return (row, check.id.map { place($0.lowerBound - 1..<$0.upperBound + 1) })
        }
        if let row {
            lines.append(Line(id: row.id, problem: nil))
            list.append(row.0)
        } else {
            appendStrictly(bytes[range])
        }
    }

    /// Any form of a line but the usual one.
    private mutating func appendStrictly(_ line: ArraySlice<UInt8>) {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
        var id: JSONValue?
        do {
            let value = try WireJSON.parse(line)
            switch value["id"] {
            case nil, .null: break
            case .string, .number: id = value["id"]
            case .some(let other):
                throw Problem(
                    400, "wrong_type", "expected a string or a number, found \(other.typeName)", field: "id")
            }
            list.append(try Question(try Members(value)))
            lines.append(Line(id: place(of: id), problem: nil))
        } catch {
            append(Problem(of: error), id: id)
        }
    }

    private mutating func append(_ problem: Problem, id: JSONValue?) {
        problems.append(problem)
        lines.append(Line(id: place(of: id), problem: problems.count - 1))
    }

    private mutating func place(of id: JSONValue?) -> Range<Int>? { id.map { list.append(text: WireJSON.encode($0)) } }

    /// The answers, a line each.
    ///
    /// - Parameters:
    ///   - verdicts: of what is asked, in its order.
    ///   - refusal: why nothing was judged.
    func answers(_ verdicts: [Verdict], refusal: Problem?, _ answer: VerdictAnswer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count * 96)
        var next = 0
        for line in lines {
            bytes.append(UInt8(ascii: "{"))
            if let id = line.id {
                bytes += #""id":"#.utf8
                bytes += list.bytes[id]
                bytes.append(UInt8(ascii: ","))
            }
            if let problem = line.problem.map({ problems[$0] }) ?? refusal {
                problem.append(to: &bytes)
            } else {
                answer.append(verdicts[next], to: &bytes)
                next += 1
            }
            bytes.append(UInt8(ascii: "}"))
            bytes.append(0x0A)
        }
        return bytes
    }
}

extension Problem {
    /// The members of the answer to one line, without its braces.
    func append(to bytes: inout [UInt8]) {
        var object: JSONObject = [
            "error": .string(code), "status": .number(JSONNumber(status)), "detail": .string(detail),
        ]
        if let field { object["field"] = .string(field) }
        bytes += WireJSON.encode(.object(object)).dropFirst().dropLast()
    }
}
