import CountersignAPI

extension Ledger {
    /// Judges what is shown for a request and executes it, once: the transaction finds, checks and marks used.
    ///
    /// - Throws: ``SecurityV2Fault`` for a member that the request's type needs; no try is counted.
    func authorize(
        _ body: SecurityV2.Authorize, key: SecurityV2.SecurityKey
    ) throws -> SecurityV2Outcome<SecurityV2.Authorization> {
        guard var request = try scaRequest(body.scaReferenceNumber) else {
            return Self.answer(.scaMissing, body, nil)
        }
        let isBlocked = try consumer(request.consumer).isBlocked
        if let code = SCAPolicy.hindrance(to: request, isConsumerBlocked: isBlocked, now: now) {
            return Self.answer(code, body, request)
        }
        let code = try judge(body, &request, key: key)
        try updateSCARequest(request)
        if request.state == .blocked { try block(request.consumer) }
        return Self.answer(code, body, request)
    }

    private func judge(
        _ body: SecurityV2.Authorize, _ request: inout StoredSCARequest, key: SecurityV2.SecurityKey
    ) throws -> SecurityV2.ResponseCode {
        if body.cancelRequest == true {
            request.state = .cancelled
            request.code = nil
            return .success
        }
        switch request.type {
        case .otp:
            guard let identification = body.scaIdentification, !identification.isEmpty else {
                throw SecurityV2Fault.missing("SCAIdentification")
            }
            let guesser = Identifier("consumer/\(request.consumer)")
            guard try hasGuessesLeft(guesser) else { return .userBlocked }
            let code = SCAPolicy.judge(key.decrypt(identification), &request)
            if code != .success { try countWrongOTP(of: guesser) }
            return code
        case .mobilePush:
            return .otpPending
        case .none, .unknown:
            try body.factors.requireBoth()
            request.state = .executed
            return .success
        }
    }

    private static func answer(
        _ code: SecurityV2.ResponseCode, _ body: SecurityV2.Authorize, _ request: StoredSCARequest?
    ) -> SecurityV2Outcome<SecurityV2.Authorization> {
        SecurityV2Outcome(
            code,
            SecurityV2.Authorization(
                referenceID: code == .success ? request.map { Int($0.sequence) } : 0,
                scaReferenceNumber: body.scaReferenceNumber, scaRes: request?.wire() ?? SecurityV2.SCARes()))
    }

    /// Makes a new one-time password or push for a request; the sixth call blocks it and its consumer.
    ///
    /// - Throws: ``SecurityV2Fault`` for another type than the request's, 102 for a push to a consumer without a
    ///   device, 902 and 906; nothing has happened then.
    func regenerate(
        _ body: SecurityV2.RegenerateSCA, key: SecurityV2.SecurityKey
    ) throws -> SecurityV2Outcome<SecurityV2.Challenged> {
        guard var request = try scaRequest(body.scaReferenceNumber) else {
            return SecurityV2Outcome(.scaMissing, .init(scaRes: .init()))
        }
        let consumer = try consumer(request.consumer)
        if let code = SCAPolicy.hindrance(
            to: request, isConsumerBlocked: consumer.isBlocked, now: now, mayHaveExpired: true)
        {
            return SecurityV2Outcome(code, .init(scaRes: request.wire()))
        }
        guard body.scaType == request.type else {
            throw SecurityV2Fault.invalid(
                "SCAType", "expected the type of the pending request, \(request.type.rawValue) \(request.type.name)")
        }
        let code = SCAPolicy.regenerate(&request, now: now, isLenient: settings.regeneratesLeniently)
        var challenge = SCAChallenge(request: request, password: nil)
        if code == .success {
            if request.type == .mobilePush {
                guard let device = try sdkDevice(of: request.consumer) else { throw SecurityV2Fault(code: .notFound) }
                request.device = device.id
            }
            try renew(&request, for: consumer)
            challenge = SCAChallenge(request: request, password: request.code)
        }
        try updateSCARequest(request)
        if request.state == .blocked { try block(request.consumer) }
        return SecurityV2Outcome(code, .init(scaRes: try challenge.wire(for: key)))
    }
}
