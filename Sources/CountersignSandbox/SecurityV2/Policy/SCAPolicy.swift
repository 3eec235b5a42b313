import CountersignAPI
import CountersignPrimitives

/// The life of a request for strong customer authentication: what an attempt at it comes to.
///
/// Source: Security API (V2) reference, Authorize and RegenerateSCA; the card platform's developer portal for the
/// response codes. The order of the checks is this project's choice.
enum SCAPolicy {
    /// Why nothing can be done with the request now; nil where something can.
    ///
    /// - Parameter mayHaveExpired: whether the end of its time is no hindrance.
    static func hindrance(
        to request: StoredSCARequest, isConsumerBlocked: Bool, now: Timestamp, mayHaveExpired: Bool = false
    ) -> SecurityV2.ResponseCode? {
        switch request.state {
        case .blocked: return .otpBlocked
        case .executed, .cancelled: return .scaMissing
        case .pending: break
        }
        if isConsumerBlocked { return .userBlocked }
        return request.hasExpired(at: now) && !mayHaveExpired ? .scaMissing : nil
    }

    /// Judges a one-time password: spends the request, or one try. The fifth wrong one blocks.
    ///
    /// - Parameter password: what was decrypted; nil for what could not be. That is as wrong as any other.
    static func judge(_ password: String?, _ request: inout StoredSCARequest) -> SecurityV2.ResponseCode {
        if request.attemptsLeft > 0, let code = request.code, let password,
            MessageAuthentication.areEqual(Array(code.utf8), Array(password.utf8))
        {
            request.state = .executed
            request.code = nil
            return .success
        }
        request.hasFailed = true
        request.attemptsLeft = max(0, request.attemptsLeft - 1)
        guard request.attemptsLeft == 0 else { return .otpWrong }
        request.state = .blocked
        request.code = nil
        return .otpBlocked
    }

    /// Whether a new password or push may be made now.
    ///
    /// - Parameter isLenient: whether it may without a failed or expired attempt before it.
    static func regenerate(
        _ request: inout StoredSCARequest, now: Timestamp, isLenient: Bool
    ) -> SecurityV2.ResponseCode {
        guard isLenient || request.hasFailed || request.hasExpired(at: now) else { return .otpPending }
        guard request.resendsLeft > 0 else {
            request.state = .blocked
            request.code = nil
            return .otpBlocked
        }
        request.resendsLeft -= 1
        return .success
    }
}
