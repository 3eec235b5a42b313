public import CountersignAPI

extension BankClient {
    public func createPerson(_ attributes: PersonAttributes) async throws(ClientError) -> Person {
        try await value(try HTTPCall(.createPerson, body: attributes))
    }

    public func person(_ id: Identifier) async throws(ClientError) -> Person {
        try await value(try HTTPCall(.readPerson, id))
    }

    /// Changes attributes. Where a value is replaced the customer has to authorize it.
    public func updatePerson(
        _ id: Identifier, _ changes: PersonAttributes
    ) async throws(ClientError) -> Outcome<Person> {
        try await outcome(try HTTPCall(.updatePerson, id, body: changes))
    }
}

extension BankClient {
    /// Gives a person a mobile number, not verified yet. Use the number of the answer from then on.
    ///
    /// - Throws: ``ClientError`` `conflict` where the person has one.
    public func createMobileNumber(
        _ number: String, of person: Identifier, deviceData: String? = nil, withIdentification: String? = nil
    ) async throws(ClientError) -> MobileNumber {
        try await value(
            try HTTPCall(
                .createMobileNumber, person, query: [("with_identification", withIdentification)],
                body: CreateMobileNumber(number: number, deviceData: deviceData)))
    }

    /// - Throws: ``ClientError`` `not_found` where the person has none.
    public func mobileNumber(of person: Identifier) async throws(ClientError) -> MobileNumber {
        try await value(try HTTPCall(.readMobileNumber, person))
    }

    /// Sends an OTP to the number that is to be verified.
    ///
    /// - Returns: the number, where the bank answers with it; sources disagree on the body.
    @discardableResult
    public func authorizeMobileNumber(
        _ number: String, of person: Identifier
    ) async throws(ClientError) -> MobileNumber? {
        let call = try HTTPCall(.authorizeMobileNumber, person, body: NameMobileNumber(number: number))
        let answer = try await succeed(call)
        return try? answer.decode(MobileNumber.self, operation: call.operation)
    }

    /// Verifies the number.
    ///
    /// - Parameter token: the six digits of the OTP.
    /// - Throws: ``ClientError`` `authentication_failed` for a wrong or expired one.
    public func confirmMobileNumber(
        _ number: String, token: String, of person: Identifier
    ) async throws(ClientError) -> MobileNumber {
        let body = ConfirmMobileNumber(number: number, token: token)
        return try await value(try HTTPCall(.confirmMobileNumber, person, body: body))
    }

    /// Removes the number. The customer has to authorize that where it was verified.
    public func deleteMobileNumber(
        _ number: String, of person: Identifier
    ) async throws(ClientError) -> Outcome<MobileNumber> {
        try await outcome(try HTTPCall(.deleteMobileNumber, person, body: NameMobileNumber(number: number)))
    }
}
