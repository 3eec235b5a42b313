import CountersignAPI

/// The rules of confirm: what it must carry, and for what it is refused before any OTP or signature is judged.
///
/// Source: Solaris API reference, Confirm change request. The order of the checks is this project's choice.
enum ConfirmPolicy {
    /// What the customer shows.
    enum Proof: Sendable, Equatable {
        case otp(String)
        case signature(String)
    }

    /// - Parameters:
    ///   - body: the fields of the method that was not chosen are ignored beside those of the chosen one.
    ///   - request: as it stands now (``StoredChangeRequest/settled(at:)``).
    /// - Throws: ``BankFault`` 403, 400 for a missing field. What has expired is not asked by whom it is confirmed.
    static func proof(
        in body: ConfirmChangeRequest, for request: StoredChangeRequest
    ) throws(BankFault) -> (StoredChangeRequest.Authorization, Proof) {
        guard let authorization = request.authorization,
            request.status == .confirmationRequired || request.status == .expired
        else { throw .unauthorizedAction }
        let proof = try proof(in: body, by: authorization.method)
        guard request.status == .confirmationRequired else { return (authorization, proof) }
        switch proof {
        case .otp:
            guard let person = body.personID else { throw .missing("person_id") }
            guard person == authorization.personID else { throw .unauthorizedAction }
        case .signature:
            guard let device = body.deviceID else { throw .missing("device_id") }
            guard device == authorization.deviceID else { throw .unauthorizedAction }
        }
        return (authorization, proof)
    }

    private static func proof(
        in body: ConfirmChangeRequest, by method: DeliveryMethod
    ) throws(BankFault) -> Proof {
        if method == .deviceSigning {
            guard let signature = body.signature else {
                throw body.tan == nil ? .missing("signature") : .unauthorizedAction
            }
            try SignaturePolicy.requireLength(signature)
            return .signature(signature)
        }
        guard let tan = body.tan else { throw body.signature == nil ? .missing("tan") : .unauthorizedAction }
        return .otp(tan)
    }

    /// 403 for a wrong OTP and for one that has expired.
    static func wrongOTP(_ id: Identifier) -> BankFault {
        BankFault(.invalidTAN, "Invalid or expired TAN for Solaris::Changeset with uid: '\(id)'")
    }
}
