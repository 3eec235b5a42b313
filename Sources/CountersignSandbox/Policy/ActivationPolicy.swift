import CountersignAPI

/// The rules of activation challenges. Source: Solaris API reference, Activation challenges.
enum ActivationPolicy {
    /// Seconds that a code can be used: the bank's sample spans about a month.
    static let lifetime: Int64 = 30 * 86_400

    /// - Throws: ``BankFault`` 400 for a value that is not documented, and for the origin that only the bank uses.
    static func check(_ body: CreateActivationChallenge) throws(BankFault) {
        switch body.origin {
        case .mobileApp, .web, .webUI: break
        case .solarisbank: throw .invalid("origin", "SOLARISBANK is reserved")
        case .unknown: throw .invalid("origin", "expected MOBILE_APP, WEB or WEBUI")
        }
        guard body.purpose == .deviceBinding else { throw .invalid("purpose", "expected DEVICE_BINDING") }
        guard body.deliveryMethod == .snailMail else { throw .invalid("delivery_method", "expected SNAILMAIL") }
    }

    /// The flag of the query, which may also stand in the body.
    /// - Throws: ``BankFault`` 400.
    static func flag(_ text: String?, _ name: String) throws(BankFault) -> Bool? {
        switch text {
        case nil: nil
        case "true": true
        case "false": false
        default: throw .invalid(name, "expected true or false")
        }
    }

    /// 409 while another code can be used.
    static let codeExists = BankFault(
        .recordNotUnique, "The person has an activation code that can still be used.", field: "person_id")
}
