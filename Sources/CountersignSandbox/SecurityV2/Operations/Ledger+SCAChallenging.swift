import CountersignAPI

/// How a new request is answered: its code, and what the partner may see of it.
struct SCAChallenge: Sendable {
    let request: StoredSCARequest
    /// The one-time password in the clear, for delivery in the response.
    let password: String?

    /// What the 900 carries.
    ///
    /// - Parameter key: of the session that asks.
    func wire(for key: SecurityV2.SecurityKey?) throws -> SecurityV2.SCARes {
        guard request.delivery == .response, let key, let password else { return request.wire() }
        return request.wire(identification: try key.encrypt(password))
    }
}

extension Ledger {
    /// Opens a request for a consumer and sends what its type sends.
    ///
    /// - Parameter type: nil for what the consumer's settings and devices say.
    /// - Throws: ``SecurityV2Fault`` 901 for a blocked consumer, 902 and 906 where no one-time password can be sent.
    func challenge(
        _ id: Int32, for cause: StoredSCARequest.Cause, type: SecurityV2.SCAType? = nil, description: String? = nil
    ) throws -> SCAChallenge {
        let consumer = try consumer(id)
        guard !consumer.isBlocked else { throw SecurityV2Fault(code: .userBlocked) }
        let device = try sdkDevice(of: id)
        let usual: SecurityV2.SCAType = device == nil ? .otp : .mobilePush
        let type = type ?? (consumer.management == .client ? .none : usual)
        guard type != .mobilePush || device != nil else { throw SecurityV2Fault(code: .notFound) }
        var request = StoredSCARequest(
            reference: try identities.identifier(.error).text.uppercased(), consumer: id, cause: cause,
            description: description, type: type, delivery: settings.v2OTPDelivery,
            device: type == .mobilePush ? device?.id : nil, startedAt: now, expiresAt: now)
        try renew(&request, for: consumer)
        try insertSCARequest(&request)
        return SCAChallenge(request: request, password: request.code)
    }

    /// Gives a request its time anew, and a new one-time password where it has one.
    func renew(_ request: inout StoredSCARequest, for consumer: Consumer) throws {
        var seconds = Int64(SecurityV2.scaLifetime)
        if request.type == .otp {
            let code = try code(for: consumer)
            request.code = code
            if request.delivery == .sms {
                guard let number = consumer.number else { throw SecurityV2Fault(code: .contactIncomplete) }
                do {
                    try sendSMS(.authenticate, to: number, language: .english, code: code)
                } catch let fault as BankFault where fault.code == .smsRequestRateLimitExceeded {
                    throw SecurityV2Fault(code: .otpNotSent)
                }
                if MagicNumber(number) == .expiresAtOnce { seconds = 0 }
            }
        }
        request.startedAt = now
        request.expiresAt = now.adding(seconds: seconds)
    }

    private func code(for consumer: Consumer) throws -> String {
        let isFixed = settings.otpMode == .static || consumer.number.map(MagicNumber.init) == .fixedCode
        return try isFixed ? Self.fixedV2Code : identities.oneTimePassword(digits: SecurityV2.otpDigits)
    }

    /// The one-time password of `--otp static` and of the magic number, which is the documentation's example.
    static let fixedV2Code = "12345678"
}
