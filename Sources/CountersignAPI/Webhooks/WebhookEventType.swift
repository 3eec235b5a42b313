/// The type of a webhook event: header `Solaris-Webhook-Event-Type`, member `event_type` of a subscription.
///
/// Source: Solaris API reference, Webhooks; Solaris guide, Mobile number management. No event exists for change requests
/// or devices.
public enum WebhookEventType: OpenName {
    /// A mobile number was created and is not verified yet.
    case personMobileNumberCreated
    /// A mobile number was removed; authorization by SMS is off.
    case personMobileNumberDeleted
    case personChanged
    /// A card payment waits: carries the change requests that allow and decline it.
    case scaChallenge
    case activationChallengeCreation
    case delegateSCACancel
    case trustedIBANConfirmed
    /// A card payment waits for its customer by the Security API (V2). The name is this project's choice.
    case securityV2ThreeDS
    /// Not an event: the empty call by which a new subscription's URL is checked.
    case webhookSubscription
    case unknown(String)

    public static let known: [Self] = [
        .personMobileNumberCreated, .personMobileNumberDeleted, .personChanged, .scaChallenge,
        .activationChallengeCreation, .delegateSCACancel, .trustedIBANConfirmed, .securityV2ThreeDS,
        .webhookSubscription,
    ]

    public var rawValue: String {
        switch self {
        case .personMobileNumberCreated: "PERSON_MOBILE_NUMBER_CREATED"
        case .personMobileNumberDeleted: "PERSON_MOBILE_NUMBER_DELETED"
        case .personChanged: "PERSON_CHANGED"
        case .scaChallenge: "SCA_CHALLENGE"
        case .activationChallengeCreation: "ACTIVATION_CHALLENGE_CREATION"
        case .delegateSCACancel: "DELEGATE_SCA_CANCEL"
        case .trustedIBANConfirmed: "TRUSTED_IBAN_CONFIRMED"
        case .securityV2ThreeDS: "SECURITY_V2_3DS"
        case .webhookSubscription: "WEBHOOK-SUBSCRIPTION"
        case .unknown(let raw): raw
        }
    }

    /// Reads the second published name of the activation event too, `activation_challenge_created`.
    public init(rawValue: String) {
        if rawValue.isByteEqual(to: "activation_challenge_created") {
            self = .activationChallengeCreation
        } else {
            self = Self.known.first { $0.rawValue.isByteEqual(to: rawValue) } ?? .unknown(rawValue)
        }
    }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }
}
