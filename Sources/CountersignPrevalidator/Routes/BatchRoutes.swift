import CountersignAPI
import CountersignService
import Hummingbird

/// `POST /v1/verify/batch`: a check a line, a verdict a line, in their order and while the lines still come.
struct BatchRoutes {
    let desk: VerdictDesk
    let limiter: RateLimiter
    let detail: PrevalidatorSettings.Detail

    func register(on service: ServiceRouter) {
        service.on(.verifyBatch) { [self] call in
            try call.requireType("application/x-ndjson", "application/json")
            let body = ResponseBody { [self] writer in
                var stream = BatchStream(desk: desk, limiter: limiter, answer: VerdictAnswer(detail: detail), call)
                for try await piece in call.request.body {
                    for answer in try await stream.take(piece.readableBytesView) {
                        try await writer.write(ByteBuffer(bytes: answer))
                    }
                }
                if let answer = try await stream.finish() { try await writer.write(ByteBuffer(bytes: answer)) }
                try await writer.finish(nil)
            }
            return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
        }
    }
}

/// The lines of one batch on their way.
struct BatchStream {
    /// Lines that are judged together.
    private static let chunk = 2048

    private let desk: VerdictDesk
    private let limiter: RateLimiter
    private let answer: VerdictAnswer
    private let call: Call
    private var rest: [UInt8] = []
    private var questions: [LineQuestion] = []
    private var hasEnded = false

    init(desk: VerdictDesk, limiter: RateLimiter, answer: VerdictAnswer, _ call: Call) {
        self.desk = desk
        self.limiter = limiter
        self.answer = answer
        self.call = call
    }

    /// Takes in a piece of the body.
    /// - Returns: the answers that are ready.
    mutating func take(_ piece: some Collection<UInt8>) async throws -> [[UInt8]] {
        guard !hasEnded else { return [] }
        rest += piece
        var start = rest.startIndex
        var answers: [[UInt8]] = []
        while let end = rest[start...].firstIndex(of: 0x0A) {
            append(rest[start..<end])
            start = end + 1
            if questions.count >= Self.chunk { answers.append(try await flush()) }
        }
        rest.removeSubrange(..<start)
        if rest.count > call.body.limit {
            hasEnded = true
            questions.append(.fault(Problem(413, "line_too_long", "a line is longer than \(call.body.limit) bytes")))
            rest = []
        }
        // What has come is answered before more is waited for.
        if !questions.isEmpty { answers.append(try await flush()) }
        return answers
    }

    mutating func finish() async throws -> [UInt8]? {
        if !rest.isEmpty { append(rest[...]) }
        return questions.isEmpty ? nil : try await flush()
    }

    private mutating func append(_ line: ArraySlice<UInt8>) {
        if let question = LineQuestion(line) { questions.append(question) }
    }

    private mutating func flush() async throws -> [UInt8] {
        let lines = questions
        questions.removeAll(keepingCapacity: true)
        let asked = lines.compactMap(\.question)
        var verdicts: [Verdict] = []
        var refusal: Problem?
        do {
            try limiter.take(asked.count, for: call.caller)
            verdicts = await desk.verdicts(asked, caller: call.caller, requestID: call.requestID)
        } catch let problem as Problem {
            refusal = problem
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count * 96)
        var next = verdicts.makeIterator()
        for line in lines {
            if let problem = line.problem ?? refusal {
                bytes += problem.line(id: line.id)
            } else if let verdict = next.next() {
                answer.append(verdict, id: line.id, requestID: nil, to: &bytes)
            }
            bytes.append(0x0A)
        }
        return bytes
    }
}

/// One line: a question, or what is wrong with it.
struct LineQuestion {
    let id: JSONValue?
    let question: Question?
    let problem: Problem?

    /// Nil for a blank line.
    init?(_ line: ArraySlice<UInt8>) {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
        if let plain = PlainCheck(line) {
            (id, question, problem) = (plain.id.map { .string($0) }, plain.question, nil)
            return
        }
        var id: JSONValue?
        do {
            let value = try WireJSON.parse(line)
            id = value["id"].flatMap { $0.stringValue != nil || $0.intValue != nil ? $0 : nil }
            question = try Question(try Members(value))
            problem = nil
        } catch {
            question = nil
            problem = Problem(of: error)
        }
        self.id = id
    }

    private init(problem: Problem) {
        id = nil
        question = nil
        self.problem = problem
    }

    static func fault(_ problem: Problem) -> LineQuestion { LineQuestion(problem: problem) }
}

extension Problem {
    /// The fault of one line of a batch.
    func line(id: JSONValue?) -> [UInt8] {
        var object = JSONObject()
        if let id { object["id"] = id }
        object["error"] = .string(code)
        object["status"] = .number(JSONNumber(status))
        object["detail"] = .string(detail)
        if let field { object["field"] = .string(field) }
        return WireJSON.encode(.object(object))
    }
}
