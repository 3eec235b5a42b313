import CountersignAPI
import Hummingbird

/// `POST /v1/verify`.
struct VerifyRoutes {
    let desk: VerdictDesk
    let limiter: RateLimiter
    let detail: PrevalidatorSettings.Detail

    func register(on service: ServiceRouter) {
        service.on(.verify) { [desk, limiter, answer = VerdictAnswer(detail: detail)] call in
            try limiter.take(for: call.caller)
            let question = try await call.question()
            let verdict = await desk.verdict(question, caller: call.caller, requestID: call.requestID)
            return try answer.response(verdict, requestID: call.requestID)
        }
    }
}
