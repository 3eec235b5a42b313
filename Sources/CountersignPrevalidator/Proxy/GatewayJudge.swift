import Countersign
import CountersignAPI
import Hummingbird

/// Judges calls on their way to the bank: what carries a bad signature does not get there.
struct GatewayJudge: Sendable {
    /// What is to become of a call.
    enum Judgement: Sendable {
        /// Goes on to the bank; the verdict is what was spent for it.
        case pass(Verdict?)
        case refuse(GatewayRefusal)
    }

    let desk: VerdictDesk
    let unlearned: PrevalidatorSettings.Unlearned
    let limiter: RateLimiter

    func judge(
        _ match: GuardedEndpoint.Match, _ body: [UInt8], caller: String, requestID: String
    ) async -> Judgement {
        switch match {
        case .other: return .pass(nil)
        case .disguised(let reason): return .refuse(GatewayRefusal(disguised: reason))
        case .guarded(let endpoint, let ids):
            do {
                guard let signed = try signed(endpoint, ids, body) else { return .pass(nil) }
                try limiter.take(for: caller)
                return await judge(signed, endpoint, caller, requestID)
            } catch let problem as Problem {
                return .refuse(GatewayRefusal(limited: problem, endpoint))
            } catch {
                return .refuse(GatewayRefusal(unreadable: error, endpoint))
            }
        }
    }

    /// A signature that a call carries.
    private enum Signed {
        /// Of a challenge that is registered.
        case challenge(Question)
        /// Over a text that only bank and customer know: nothing but its form can be judged.
        case form(Identifier, String)
        /// Of a key of the device over the new key.
        case newKey(device: Identifier, text: String, signature: String, purpose: String?)
    }

    /// - Throws: `CountersignAPIError` for a body that is not what the call documents.
    private func signed(_ endpoint: Endpoint, _ ids: [Identifier], _ body: [UInt8]) throws -> Signed? {
        switch endpoint {
        case .confirmChangeRequest:
            let confirm = try WireJSON.decode(ConfirmChangeRequest.self, from: GuardedBody.value(of: body))
            guard let signature = confirm.signature else { return nil }
            return .challenge(Question(challengeID: ids[0], deviceID: confirm.deviceID, signature: signature))
        case .verifyDeviceChallenge:
            let verify = try WireJSON.decode(VerifySignature.self, from: GuardedBody.value(of: body))
            return .challenge(Question(challengeID: ids[0], signature: verify.signature))
        case .verifySignatureChallenge:
            let verify = try WireJSON.decode(VerifySignature.self, from: GuardedBody.value(of: body))
            return .form(ids[0], verify.signature)
        case .addDeviceKey:
            let add = try WireJSON.decode(AddDeviceKey.self, from: GuardedBody.value(of: body))
            return .newKey(
                device: ids[0], text: add.key, signature: add.deviceSignature.signature,
                purpose: add.deviceSignature.signatureKeyPurpose?.rawValue)
        case _ where endpoint.name.utf8.starts(with: "dialectConfirm".utf8):
            return try token(body).map { .challenge(Question(challengeID: ids[0], signature: $0)) }
        default: return nil
        }
    }

    /// What a confirmation of the other client's carries as its signature; nil for one with an OTP.
    ///
    /// A bank that compares beginnings of paths only would take the call for a confirmation as the documents have it,
    /// and look for that one's member.
    private func token(_ body: [UInt8]) throws(CountersignAPIError) -> String? {
        guard !body.isEmpty else { return nil }
        let value = try GuardedBody.value(of: body)
        guard value.objectValue != nil else {
            throw CountersignAPIError(.wrongType, reason: "expected an object, found \(value.typeName)")
        }
        guard value["signature"]?.isNull ?? true else {
            throw CountersignAPIError(.invalidValue, reason: "expected no such member in this call", field: "signature")
        }
        guard let token = value["signed_token"], !token.isNull else { return nil }
        guard let text = token.stringValue else {
            throw CountersignAPIError(
                .wrongType, reason: "expected a string, found \(token.typeName)", field: "signed_token")
        }
        return text
    }

    /// A challenge that is known under another device is not unlearned.
    private func isUnlearned(_ code: VerdictCode, _ challenge: Identifier) async -> Bool {
        switch code {
        case .keyUnknown: true
        case .challengeUnknown: (try? await desk.prevalidator.isRegistered(challenge)) == false
        default: false
        }
    }

    private func judge(
        _ signed: Signed, _ endpoint: Endpoint, _ caller: String, _ requestID: String
    ) async -> Judgement {
        switch signed {
        case .form(let challenge, let field):
            if (try? Signature(field: field)) != nil { return .pass(nil) }
            let code = await desk.noted(.signatureMalformed, challenge: challenge, caller: caller, requestID: requestID)
            return .refuse(GatewayRefusal(code, field: field, endpoint))
        case .challenge(var question):
            // Who names no device leaves it to the bank: whose key this is, the signature itself says.
            if question.deviceID == nil {
                question.deviceID = try? await desk.prevalidator.signer(of: question.challengeID, question.signature)
            }
            let verdict = await desk.verdict(question, caller: caller, requestID: requestID)
            if verdict.isValid { return .pass(verdict) }
            if unlearned == .pass, await isUnlearned(verdict.code, question.challengeID) { return .pass(nil) }
            return .refuse(GatewayRefusal(verdict.code, field: question.signature, endpoint))
        case .newKey(let device, let text, let signature, let purpose):
            let found = await desk.prevalidator.check(signature, over: text, device: device, purpose: purpose)
            let code = await desk.noted(found, device: device, caller: caller, requestID: requestID)
            if code == .ok || (code == .keyUnknown && unlearned == .pass) { return .pass(nil) }
            return .refuse(GatewayRefusal(code, field: signature, endpoint))
        }
    }
}
