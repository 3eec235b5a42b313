import CountersignAPI

/// The rules of authorize: who may be asked, and by which method. Source: Solaris API reference, Change requests.
enum AuthorizePolicy {
    /// What an authorize call asks for, once its fields are complete.
    enum Way: Sendable, Equatable {
        /// An OTP by SMS to the person's verified number.
        case sms(person: Identifier)
        /// The fixed OTP for tests.
        case fixed(person: Identifier)
        /// A text to be signed by the device.
        case device(Identifier, purpose: KeyPurpose?)
    }

    /// - Throws: ``BankFault`` 400 that names the field which is missing or unknown.
    static func way(of body: AuthorizeChangeRequest) throws(BankFault) -> Way {
        switch body.deliveryMethod {
        case .mobileNumber: .sms(person: try person(of: body))
        case .static: .fixed(person: try person(of: body))
        case .deviceSigning:
            .device(try device(of: body), purpose: try DeviceKeyPolicy.purpose(body.keyPurpose))
        case .unknown:
            throw .invalid("delivery_method", "expected mobile_number, device_signing or static")
        }
    }

    private static func person(of body: AuthorizeChangeRequest) throws(BankFault) -> Identifier {
        guard let person = body.personID else { throw .missing("person_id") }
        return person
    }

    private static func device(of body: AuthorizeChangeRequest) throws(BankFault) -> Identifier {
        guard let device = body.deviceID else { throw .missing("device_id") }
        return device
    }

    /// A change request may be authorized anew until it is final or under way.
    /// - Throws: ``BankFault`` 403.
    static func requireOpen(_ request: StoredChangeRequest) throws(BankFault) {
        guard request.status == .authorizationRequired || request.status == .confirmationRequired else {
            throw .unauthorizedAction
        }
    }

    /// - Parameter owners: the person, or the legal representatives of the business.
    /// - Throws: ``BankFault`` 403 for anybody else.
    static func require(_ person: Identifier, among owners: [Identifier]) throws(BankFault) {
        guard owners.contains(person) else { throw .unauthorizedAction }
    }

    /// - Throws: ``BankFault`` 404 for a person without a verified number.
    static func requireVerified(_ number: MobileNumber?, of person: Identifier) throws(BankFault) -> PhoneNumber {
        guard let number, number.verified, let phone = PhoneNumber(number.number) else {
            throw .notFound("Solaris::MobileNumber", person)
        }
        return phone
    }
}
