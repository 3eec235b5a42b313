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
                let pipe = LinePipe(lineLimit: call.body.limit, width: desk.width)
                async let work: Void = judge(pipe, call)
                do {
                    while let answer = try await pipe.answer() { try await writer.write(ByteBuffer(bytes: answer)) }
                } catch {
                    pipe.abandon()
                    throw error
                }
                await work
                try await writer.finish(nil)
            }
            return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
        }
    }

    /// Reads the body and judges its lines, a piece on each core.
    private func judge(_ pipe: LinePipe, _ call: Call) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await pipe.read(call.request.body.map(\.readableBytesView)) }
            for _ in 0..<desk.width {
                group.addTask { [self] in
                    while let piece = await pipe.next() {
                        pipe.deliver(piece.number, await answers(LinePiece(piece.bytes, limit: call.body.limit), call))
                    }
                }
            }
        }
    }

    private func answers(_ piece: LinePiece, _ call: Call) async -> [UInt8] {
        var verdicts: [Verdict] = []
        var refusal: Problem?
        do {
            try limiter.take(piece.list.count, for: call.caller)
            verdicts = await desk.verdicts(piece.list, caller: call.caller, requestID: call.requestID)
        } catch {
            refusal = Problem(of: error)
        }
        return piece.answers(verdicts, refusal: refusal, VerdictAnswer(detail: detail))
    }
}
