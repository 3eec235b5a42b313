import CountersignAPI

/// OTPs for a login.
struct SMSChallengeRoutes {
    func register(on bank: BankRouter) {
        bank.on(.createSMSChallenge) { call in
            let body = try call.body(CreateSMSChallenge.self)
            return try call.answer(try await call.namespace.transact { try $0.challengeBySMS(body) }.smsChallenge)
        }
        bank.on(.readSMSChallenge) { call in
            let id = try call.id("challenge_id")
            return try call.answer(try await call.namespace.read { try $0.openChallenge(id, .sms) }.smsChallenge)
        }
        bank.on(.verifySMSChallenge) { call in
            let id = try call.id("challenge_id")
            let code = try call.body(VerifySMSChallenge.self).code
            _ = try await call.namespace.transact { try $0.verifySMS(id, code) }.get()
            return Answer(204)
        }
    }
}
