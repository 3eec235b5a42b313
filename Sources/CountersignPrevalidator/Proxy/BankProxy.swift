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
    let turns = Turns()
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
        let target = request.uri.string
        guard let url = bank.address.url(of: target) else {
            return refuse(GatewayRefusal(disguised: "expected a path that can be passed on as it is"), requestID)
        }
        let match = bank.address.match(request.method.rawValue, target)
        let spent: Verdict?
        let caller = "gateway:" + (context.channel.remoteAddress?.ipAddress ?? "")
        switch await judge.judge(match, bytes, caller: caller, requestID: requestID) {
        case .refuse(let refusal): return refuse(refusal, requestID)
        case .pass(let verdict): spent = verdict
        }
        let (answer, hasLearned): (Bank.Answer, Bool)
        do {
            (answer, hasLearned) = try await exchange(
                request, url, bytes, match,
                notes: KeyNotes(audit: judge.desk.audit, caller: caller, requestID: requestID))
        } catch {
            context.logger.error(
                "the bank gave no answer", metadata: ["request_id": "\(requestID)", "error": "\(error)"])
            // A bank that began to say that it took the signature has taken it.
            let hasTaken = (error as? Bank.BrokenAnswer).map { Bank.Answer.isSuccess($0.status) } ?? false
            if !hasTaken { await giveBack(spent, context.logger) }
            metrics.countProxied("failed")
            return GatewayRefusal(unreachable: ()).response(requestID: requestID)
        }
        // What the bank did not take was not spent: the bank is the authority.
        if !Bank.Answer.isSuccess(answer.status) { await giveBack(spent, context.logger) }
        metrics.countProxied(hasLearned ? "learned" : "passed")
        return answer.response
    }

    /// Passes a call on, and learns from its answer.
    private func exchange(
        _ request: Request, _ url: String, _ bytes: [UInt8], _ match: GuardedEndpoint.Match, notes: KeyNotes
    ) async throws -> (answer: Bank.Answer, hasLearned: Bool) {
        guard case .guarded(let endpoint, let ids) = match else {
            return (try await bank.forward(request, to: url, body: bytes, isGuarded: false), false)
        }
        func pass() async throws -> (Bank.Answer, Bool) {
            let answer = try await bank.forward(request, to: url, body: bytes, isGuarded: true)
            let hasLearned = await lessons.learn(
                endpoint, ids, sent: bytes, status: answer.status, answer: answer.body, notes: notes)
            return (answer, hasLearned)
        }
        // Of two texts the one that the bank gave last has to be the one that is learned last.
        return Lessons.isOrdered(endpoint) ? try await turns.take(ids[0], pass) : try await pass()
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
