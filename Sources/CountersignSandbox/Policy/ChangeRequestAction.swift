import CountersignAPI

/// What is executed once the customer has confirmed.
enum ChangeRequestAction: Sendable, Equatable, Codable {
    case updatePerson(person: Identifier, update: PersonAttributes)
    case deleteMobileNumber(person: Identifier, number: MobileNumber)
    case createTransfer(account: Identifier, order: CreateSEPACreditTransfer)
    case createTrustedIBAN(account: Identifier, order: CreateTrustedIBAN)
    case generic(GenericAction)

    /// The SMS that brings the OTP.
    var template: SMSTemplate {
        switch self {
        case .updatePerson, .createTrustedIBAN: .dataChange
        case .deleteMobileNumber: .confirmDeletion
        case .createTransfer: .sepaTransaction
        case .generic(let action): action.template
        }
    }

    /// What fills the SMS beside its code.
    var smsValues: [String: String] {
        switch self {
        case .createTransfer(_, let order): ["iban": order.recipientIBAN, "amount": order.amount.description]
        case .generic(let action): action.variables
        default: [:]
        }
    }

    /// Seconds of the bank's clock between confirmation and completion; 0 executes at once.
    var delay: Int {
        if case .generic(let action) = self { action.delay } else { 0 }
    }

    /// Whether the execution is bound to fail.
    var fails: Bool {
        if case .generic(let action) = self { action.fails } else { false }
    }

    /// Seconds from authorize until the change request has expired: a wallet's SMS promises 30 minutes.
    func lifetime(by method: DeliveryMethod, usual: Int64) -> Int64 {
        method == .mobileNumber && template == .walletEnrolment ? Int64(template.codeLifetime) : usual
    }
}

/// An action that changes nothing: it stands for those that this bank does not have.
struct GenericAction: Sendable, Equatable, Codable {
    var template: SMSTemplate
    var variables: [String: String]
    var responseCode: Int
    var responseBody: JSONValue?
    var delay: Int
    var fails: Bool

    /// - Throws: ``BankFault`` 400 for a variable that the template needs, a status that is none, a time that runs back.
    init(_ trigger: TriggerChangeRequest) throws(BankFault) {
        template = trigger.template ?? .dataChange
        variables = trigger.variables ?? [:]
        responseCode = trigger.responseCode ?? 200
        responseBody = trigger.responseBody
        delay = trigger.delay ?? 0
        fails = trigger.fails ?? false
        for name in template.variables where name != template.codeVariable && variables[name] == nil {
            throw .invalid("variables.\(name)", "the SMS \(template.rawValue) needs it")
        }
        guard (100...599).contains(responseCode) else {
            throw .invalid("response_code", "expected an HTTP status, found \(responseCode)")
        }
        guard (0...Self.longestDelay).contains(delay) else {
            throw .invalid("delay", "expected 0 to \(Self.longestDelay) seconds, found \(delay)")
        }
    }

    /// Ten years: far beyond any test, and no time of the wire overflows.
    private static let longestDelay = 315_360_000
}

/// The final answer to the call that triggered a change request.
struct ActionResult: Sendable, Equatable {
    var code: Int
    var body: JSONValue?
}
