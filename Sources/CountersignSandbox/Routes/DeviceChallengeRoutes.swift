import CountersignAPI

/// Challenges that a device signs: the one that binds it, and those of a device that is bound.
struct DeviceChallengeRoutes {
    func register(on bank: BankRouter) {
        bank.on(.readSignatureChallenge) { call in
            let id = try call.id("challenge_id")
            return try call.answer(
                try await call.namespace.read { try $0.openChallenge(id, .signature) }.signatureChallenge)
        }
        bank.on(.verifySignatureChallenge) { call in
            let id = try call.id("challenge_id")
            let field = try call.body(VerifySignature.self).signature
            _ = try await call.namespace.transact { try $0.verifyBinding(id, field) }.get()
            return Answer(204)
        }
        bank.on(.createDeviceChallenge) { call in
            let body = try call.body(CreateDeviceChallenge.self)
            return try call.answer(try await call.namespace.transact { try $0.challengeDevice(body) }.deviceChallenge)
        }
        bank.on(.readDeviceChallenge) { call in
            let id = try call.id("challenge_id")
            return try call.answer(
                try await call.namespace.read { try $0.openChallenge(id, .device) }.deviceChallenge)
        }
        bank.on(.verifyDeviceChallenge) { call in
            let id = try call.id("challenge_id")
            let field = try call.body(VerifySignature.self).signature
            _ = try await call.namespace.transact { try $0.verifyDevice(id, field) }.get()
            return Answer(204)
        }
    }
}
