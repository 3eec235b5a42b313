import CountersignAPI

extension Ledger {
    /// Sends the OTP or gives out the text to be signed; what was sent before is void.
    ///
    /// - Throws: ``BankFault`` 404, 403, 429; then nothing was changed and nothing was sent.
    func authorize(_ id: Identifier, _ way: AuthorizePolicy.Way) throws -> StoredChangeRequest {
        var request = try changeRequest(id)
        try AuthorizePolicy.requireOpen(request)
        let authorization: StoredChangeRequest.Authorization
        switch way {
        case .sms(let person):
            authorization = try sendOTP(for: request, to: person)
        case .fixed(let person):
            try AuthorizePolicy.require(person, among: try owners(of: request))
            authorization = plain(.static, person, request.action)
            _ = try issueOTP(
                to: .changeRequest(id), number: nil, lifetime: lifetime(.static, request.action), fixed: .forTests)
        case .device(let device, let purpose):
            authorization = try askDevice(device, purpose, for: request)
        }
        request.authorization = authorization
        request.status = .confirmationRequired
        try updateChangeRequest(&request)
        return request
    }

    private func sendOTP(
        for request: StoredChangeRequest, to person: Identifier
    ) throws -> StoredChangeRequest.Authorization {
        try AuthorizePolicy.require(person, among: try owners(of: request))
        let number = try AuthorizePolicy.requireVerified(try mobileNumber(of: person), of: person)
        try requireGuessesLeft(person)
        let action = request.action
        let code = try issueOTP(
            to: .changeRequest(request.id), number: number, lifetime: lifetime(.mobileNumber, action))
        // A notification has no place for a code.
        try sendSMS(
            action.template, to: number, language: try self.person(person).attributes.language,
            values: action.smsValues, code: action.template.codeVariable == nil ? nil : code.digits)
        return plain(.mobileNumber, person, action)
    }

    private func askDevice(
        _ id: Identifier, _ purpose: KeyPurpose?, for request: StoredChangeRequest
    ) throws -> StoredChangeRequest.Authorization {
        guard let device = try boundDevice(id) else { throw BankFault.notFound("Solaris::Device", id) }
        try AuthorizePolicy.require(device.personID, among: try owners(of: request))
        try deleteOTP(of: .changeRequest(request.id))
        var authorization = plain(.deviceSigning, device.personID, request.action)
        authorization.deviceID = id
        authorization.keyPurpose = try DeviceKeyPolicy.choose(purpose, of: try keyPurposes(of: id))
        authorization.stringToSign = try identities.secret(bytes: 16)
        return authorization
    }

    private func plain(
        _ method: DeliveryMethod, _ person: Identifier, _ action: ChangeRequestAction
    ) -> StoredChangeRequest.Authorization {
        StoredChangeRequest.Authorization(
            method: method, personID: person, expiresAt: now.adding(seconds: lifetime(method, action)),
            attemptsLeft: settings.signatureAttempts)
    }

    private func lifetime(_ method: DeliveryMethod, _ action: ChangeRequestAction) -> Int64 {
        action.lifetime(by: method, usual: settings.challengeLifetime)
    }

    /// Who may confirm: the person, or the legal representatives of the business.
    func owners(of request: StoredChangeRequest) throws -> [Identifier] {
        switch request.owner {
        case .person(let id): [id]
        case .business(let id): try legalRepresentatives(of: id)
        }
    }
}
