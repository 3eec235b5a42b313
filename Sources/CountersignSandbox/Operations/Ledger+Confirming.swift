import Countersign
import CountersignAPI

extension Ledger {
    /// Judges the OTP or the signature and executes the action, once: the transaction finds, checks and marks used.
    ///
    /// - Throws: ``BankFault`` when the call does not fit the state; a wrong OTP or signature is returned as refused,
    ///   since the try counts.
    func confirm(_ id: Identifier, _ body: ConfirmChangeRequest) throws -> Refusable<StoredChangeRequest> {
        var request = try changeRequest(id)
        let (authorization, proof) = try ConfirmPolicy.proof(in: body, for: request)
        guard request.status == .confirmationRequired else { throw try expired(proof, authorization, request) }
        let refusal =
            switch proof {
            case .otp(let tan): try judge(tan, of: authorization.personID, for: &request)
            case .signature(let field): try judge(field, by: authorization, for: &request)
            }
        if let refusal { return .refused(refusal) }
        try finish(&request)
        return .done(request)
    }

    /// 403 or 422, as for a wrong OTP or signature: whether it would have been right is for the journal only.
    private func expired(
        _ proof: ConfirmPolicy.Proof, _ authorization: StoredChangeRequest.Authorization,
        _ request: StoredChangeRequest
    ) throws -> BankFault {
        switch proof {
        case .otp: return ConfirmPolicy.wrongOTP(request.id)
        case .signature(let field):
            guard let device = authorization.deviceID, let text = authorization.stringToSign else {
                return SignaturePolicy.wrong(field)
            }
            let keys = try verifyingKeys(of: device, purpose: authorization.keyPurpose)
            var inputs = try evidence(field, text: text, keys: keys, device: device, otherTexts: [request.id.text])
            inputs.expiredAt = request.updatedAt
            return SignaturePolicy.wrong(field, evidence: inputs)
        }
    }

    private func judge(
        _ tan: String, of person: Identifier, for request: inout StoredChangeRequest
    ) throws -> BankFault? {
        let owner = OTPOwner.changeRequest(request.id)
        // The code may have expired before its change request, and was thrown away then.
        guard try otp(of: owner) != nil else { return ConfirmPolicy.wrongOTP(request.id) }
        switch try spendOTP(of: owner, by: person, given: tan) {
        case .right: return nil
        case .wrong(attemptsLeft: 0): try fail(&request)
        case .wrong, .expired: break
        }
        return ConfirmPolicy.wrongOTP(request.id)
    }

    private func judge(
        _ field: String, by authorization: StoredChangeRequest.Authorization, for request: inout StoredChangeRequest
    ) throws -> BankFault? {
        // Deleting the device ended what it was asked.
        guard let id = authorization.deviceID, try boundDevice(id) != nil, let text = authorization.stringToSign else {
            throw BankFault.unauthorizedAction
        }
        let keys = try verifyingKeys(of: id, purpose: authorization.keyPurpose)
        if try isValid(field, text: text, keys: keys) { return nil }
        let left = authorization.attemptsLeft - 1
        request.authorization?.attemptsLeft = left
        if left > 0 {
            try countWrongSignature(request.id, attemptsLeft: left)
        } else {
            try fail(&request)
        }
        let inputs = try evidence(field, text: text, keys: keys, device: id, otherTexts: [request.id.text])
        return SignaturePolicy.wrong(field, evidence: inputs)
    }

    private func fail(_ request: inout StoredChangeRequest) throws {
        request.status = .failed
        try updateChangeRequest(&request)
    }

    private func finish(_ request: inout StoredChangeRequest) throws {
        if request.action.delay > 0 {
            request.status = .accepted
            request.completesAt = now.adding(seconds: Int64(request.action.delay))
            request.result = try execute(request.action)
        } else {
            request.result = try execute(request.action)
            request.status = request.result == nil ? .failed : .completed
        }
        if let payment = request.paymentID, request.status != .failed {
            try expireOthers(of: payment, besides: request.id)
        }
        try updateChangeRequest(&request)
    }

    /// Judges a signature, and counts that it was judged.
    func isValid(_ field: String, text: String, keys: [VerifyingKey]) throws -> Bool {
        let isValid = try SignaturePolicy.isValid(field, text: text, keys: keys)
        metrics.countSignature(isValid: isValid)
        return isValid
    }

    /// What the journal needs to explain the refusal, should somebody ask.
    func evidence(
        _ field: String, text: String, keys: [VerifyingKey], device: Identifier, otherTexts: [String] = []
    ) throws -> SignatureEvidence {
        let points = keys.map(\.hexPoint)
        return SignatureEvidence(
            field: field, text: text, otherTexts: try openTexts(of: device).filter { $0 != text } + otherTexts,
            keys: points, otherKeys: try hexPoints(besides: points, ofOwnerOf: device))
    }
}
