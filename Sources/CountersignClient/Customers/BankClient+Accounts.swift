public import CountersignAPI

extension BankClient {
    public func createAccount(of person: Identifier, balance: Amount? = nil) async throws(ClientError) -> Account {
        try await value(try HTTPCall(.createAccount, person, body: CreateAccount(balance: balance)))
    }

    /// Orders a transfer, which the customer has to authorize. Its `reference` keeps a repeated order from being
    /// executed twice.
    public func createSEPACreditTransfer(
        _ order: CreateSEPACreditTransfer, from account: Identifier
    ) async throws(ClientError) -> Outcome<SEPACreditTransfer> {
        try await outcome(try HTTPCall(.createSEPACreditTransfer, account, body: order))
    }

    /// Trusts an account, which the customer has to authorize.
    public func createTrustedIBAN(
        _ order: CreateTrustedIBAN, account: Identifier, of person: Identifier
    ) async throws(ClientError) -> Outcome<TrustedIBAN> {
        try await outcome(try HTTPCall(.createTrustedIBAN, person, account, body: order))
    }

    public func trustedIBANs(
        account: Identifier, of person: Identifier
    ) async throws(ClientError) -> [TrustedIBAN] {
        try await value(try HTTPCall(.listTrustedIBANs, person, account))
    }
}

extension BankClient {
    public func createBusiness(name: String) async throws(ClientError) -> Business {
        try await value(try HTTPCall(.createBusiness, body: CreateBusiness(name: name)))
    }

    public func business(_ id: Identifier) async throws(ClientError) -> Business {
        try await value(try HTTPCall(.readBusiness, id))
    }

    /// - Throws: ``ClientError`` `conflict` for somebody who is one already.
    @discardableResult
    public func addLegalRepresentative(
        _ person: Identifier, to business: Identifier
    ) async throws(ClientError) -> LegalRepresentative {
        let body = LegalRepresentative(personID: person)
        return try await value(try HTTPCall(.addLegalRepresentative, business, body: body))
    }
}
