extension Endpoint {
    // Source: Solaris API reference, Persons. An update that replaces a value answers 202.
    public static let createPerson = Endpoint("createPerson", .post, "/v1/persons", 201)
    public static let readPerson = Endpoint("readPerson", .get, "/v1/persons/{person_id}", 200)
    public static let updatePerson = Endpoint(
        "updatePerson", .patch, "/v1/persons/{person_id}", 200, 202, failing: [403])

    // Source: Solaris API reference, Person mobile numbers. Removal of a verified number answers 202.
    public static let createMobileNumber = Endpoint(
        "createMobileNumber", .post, "/v1/persons/{person_id}/mobile_number", query: ["with_identification"], 201,
        failing: [409])
    public static let readMobileNumber = Endpoint(
        "readMobileNumber", .get, "/v1/persons/{person_id}/mobile_number", 200)
    public static let authorizeMobileNumber = Endpoint(
        "authorizeMobileNumber", .post, "/v1/persons/{person_id}/mobile_number/authorize", 201, failing: [403, 429])
    public static let confirmMobileNumber = Endpoint(
        "confirmMobileNumber", .post, "/v1/persons/{person_id}/mobile_number/confirm", 201, failing: [403])
    public static let deleteMobileNumber = Endpoint(
        "deleteMobileNumber", .delete, "/v1/persons/{person_id}/mobile_number", 200, 202, failing: [403])

    static let persons: [Endpoint] = [
        createPerson, readPerson, updatePerson, createMobileNumber, readMobileNumber, authorizeMobileNumber,
        confirmMobileNumber, deleteMobileNumber,
    ]
}

extension Endpoint {
    public static let createAccount = Endpoint(
        "createAccount", .post, "/v1/persons/{person_id}/accounts", 201, origin: .chosen)
    public static let createSEPACreditTransfer = Endpoint(
        "createSEPACreditTransfer", .post, "/v1/accounts/{account_id}/transactions/sepa_credit_transfers", 202,
        failing: [403], origin: .chosen)
    public static let createTrustedIBAN = Endpoint(
        "createTrustedIBAN", .post, "/v1/persons/{person_id}/accounts/{account_id}/trusted_ibans", 202, failing: [403],
        origin: .chosen)
    public static let listTrustedIBANs = Endpoint(
        "listTrustedIBANs", .get, "/v1/persons/{person_id}/accounts/{account_id}/trusted_ibans", 200, origin: .chosen)

    public static let createBusiness = Endpoint("createBusiness", .post, "/v1/businesses", 201, origin: .chosen)
    public static let readBusiness = Endpoint(
        "readBusiness", .get, "/v1/businesses/{business_id}", 200, origin: .chosen)
    public static let addLegalRepresentative = Endpoint(
        "addLegalRepresentative", .post, "/v1/businesses/{business_id}/legal_representatives", 201, failing: [409],
        origin: .chosen)

    static let accounts: [Endpoint] = [
        createAccount, createSEPACreditTransfer, createTrustedIBAN, listTrustedIBANs, createBusiness, readBusiness,
        addLegalRepresentative,
    ]
}
