import CountersignAPI

// What the paths of the published Elixir client leave out: they carry no person and no device.
extension Ledger {
    /// Sends the OTP to the verified number of the person, or of the first legal representative who has one.
    ///
    /// - Throws: ``BankFault`` as ``authorize(_:_:)``.
    func authorizeBySMS(_ id: Identifier) throws -> StoredChangeRequest {
        let request = try changeRequest(id)
        try AuthorizePolicy.requireOpen(request)
        let owners = try owners(of: request)
        let reachable = try owners.first { try mobileNumber(of: $0)?.verified == true }
        guard let person = reachable ?? owners.first else {
            throw BankFault.notFound("Solaris::MobileNumber", id)
        }
        return try authorize(id, .sms(person: person))
    }

    /// The text that the most recently bound device signs; it authorizes by device where that has not been done.
    ///
    /// - Throws: ``BankFault`` 404 without a device, 403 when the change request is final.
    func challengeText(_ id: Identifier) throws -> String {
        let request = try changeRequest(id)
        try AuthorizePolicy.requireOpen(request)
        if let authorization = request.authorization, let text = authorization.stringToSign,
            let device = authorization.deviceID, try boundDevice(device) != nil
        {
            return text
        }
        for owner in try owners(of: request) {
            guard let device = try boundDevices(of: owner).first else { continue }
            return try authorize(id, .device(device.id, purpose: nil)).authorization?.stringToSign ?? ""
        }
        throw BankFault.notFound("Solaris::Device", request.owner.personID ?? request.owner.businessID ?? id)
    }

    /// Confirms for the person or device that was authorized.
    func confirmAsAuthorized(
        _ id: Identifier, otp: String? = nil, signature: String? = nil
    ) throws -> Refusable<StoredChangeRequest> {
        let authorization = try changeRequest(id).authorization
        return try confirm(
            id,
            ConfirmChangeRequest(
                deviceID: authorization?.deviceID, signature: signature, personID: authorization?.personID, tan: otp))
    }
}
