import CountersignAPI

/// The rules of a person's mobile number: one per person, sanitised, immutable once verified.
///
/// Source: Solaris guide, Mobile number management.
enum MobileNumberPolicy {
    /// The number in its E.164 form.
    /// - Throws: ``BankFault`` 400 `invalid_model`.
    static func sanitized(_ text: String) throws(BankFault) -> PhoneNumber {
        guard let number = PhoneNumber(sanitizing: text) else {
            throw BankFault(
                .invalidModel, "number is not E.164: expected + and 2 to 15 digits, the first not 0", field: "number")
        }
        return number
    }

    /// - Throws: ``BankFault`` 409: a second number is refused, whether the first is verified or not.
    static func requireNone(_ existing: MobileNumber?, person: Identifier) throws(BankFault) {
        if existing != nil {
            throw BankFault(.mobileNumberExists, "Mobile number already added for person: \(person).")
        }
    }

    /// The person's number, if it is the one that the call names.
    /// - Throws: ``BankFault`` 404.
    static func require(_ existing: MobileNumber?, named number: PhoneNumber) throws(BankFault) -> MobileNumber {
        guard let existing, existing.number == number.e164 else {
            throw .notFound("Solaris::MobileNumber", Identifier(number.e164))
        }
        return existing
    }

    /// - Throws: ``BankFault`` 403 for a person without a number, 404 for another number than the person's.
    static func requireDeletable(
        _ existing: MobileNumber?, named number: PhoneNumber
    ) throws(BankFault) -> MobileNumber {
        guard existing != nil else {
            throw BankFault(
                .unauthorizedAction,
                "Unauthorized action 'destroy' is not allowed for 'Solaris::Service::Person::MobileNumber'")
        }
        return try require(existing, named: number)
    }

    static func wrongToken(_ number: MobileNumber) -> BankFault {
        BankFault(.invalidTAN, "Invalid or expired TAN for Solaris::MobileNumber with uid: '\(number.id)'")
    }
}
