import CountersignAPI
import CountersignService
import Hummingbird
import Logging
import NIOCore

/// Stands before the bank: passes calls on, learns from the answers, and keeps bad signatures from getting there.
struct BankProxy: HTTPResponder {
    typealias Context = ChannelContext

    let bank: Bank
    let judge: GatewayJudge
    let lessons: Lessons
    let body: BoundedBody
    let metrics: PrevalidatorMetrics

    func respond(to request: Request, context: ChannelContext) async throws -> Response {
        let requestID = RequestIdentity.of(request)
        let bytes: [UInt8]
        do {
            bytes = try await body.read(request, channel: context.channel)
        } catch let defect as BoundedBody.Defect {
            BoundedBody.hangUp(context.channel)
            return refuse(GatewayRefusal(defect), requestID)
        }
        let match = GuardedEndpoint.match(request.method.rawValue, request.uri.path)
        let spent: Verdict?
        switch await judge.judge(match, bytes, requestID: requestID) {
        case .refuse(let refusal): return refuse(refusal, requestID)
        case .pass(let verdict): spent = verdict
        }
        let answer: Bank.Answer
        do {
            answer = try await bank.forward(request, body: bytes)
        } catch {
            context.logger.error(
                "the bank gave no answer", metadata: ["request_id": "\(requestID)", "error": "\(error)"])
            await giveBack(spent, context.logger)
            metrics.countProxied("failed")
            return GatewayRefusal(unreachable: ()).response(requestID: requestID)
        }
        // What the bank did not take was not spent: the bank is the authority.
        if !(200...299).contains(answer.status) { await giveBack(spent, context.logger) }
        var hasLearned = false
        if case .guarded(let endpoint, let ids) = match {
            hasLearned = await lessons.learn(
                endpoint, ids, sent: bytes, status: answer.status, answer: answer.body, requestID: requestID)
        }
        metrics.countProxied(hasLearned ? "learned" : "passed")
        return answer.response
    }

    private func refuse(_ refusal: GatewayRefusal, _ requestID: String) -> Response {
        metrics.countProxied("refused")
        return refusal.response(requestID: requestID)
    }

    /// What cannot be given back stays spent: that is the safe side.
    private func giveBack(_ spent: Verdict?, _ logger: Logger) async {
        guard let spent else { return }
        do {
            try await judge.desk.prevalidator.release(spent)
        } catch {
            logger.error("a claim could not be given back", metadata: ["error": "\(error)"])
        }
    }
}
