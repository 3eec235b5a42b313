/// Where an activation challenge was asked for. Source: Solaris API reference, Activation challenges.
public enum ActivationOrigin: OpenName {
    case mobileApp, web, webUI
    /// Reserved for the bank.
    case solarisbank
    case unknown(String)

    public static let known: [Self] = [.mobileApp, .web, .webUI, .solarisbank]

    public var rawValue: String {
        switch self {
        case .mobileApp: "MOBILE_APP"
        case .web: "WEB"
        case .webUI: "WEBUI"
        case .solarisbank: "SOLARISBANK"
        case .unknown(let raw): raw
        }
    }
}

/// What the activation code is for.
public enum ActivationPurpose: OpenName {
    case deviceBinding
    case unknown(String)
    public static let known: [Self] = [.deviceBinding]

    public var rawValue: String {
        switch self {
        case .deviceBinding: "DEVICE_BINDING"
        case .unknown(let raw): raw
        }
    }
}

/// How the activation code travels.
public enum ActivationDelivery: OpenName {
    case snailMail
    case unknown(String)
    public static let known: [Self] = [.snailMail]

    public var rawValue: String {
        switch self {
        case .snailMail: "SNAILMAIL"
        case .unknown(let raw): raw
        }
    }
}

/// The body of `POST /v1/mfa/challenges/activation`.
public struct CreateActivationChallenge: Sendable, Hashable, Codable {
    public var personID: Identifier
    public var origin: ActivationOrigin
    public var purpose: ActivationPurpose
    public var deliveryMethod: ActivationDelivery
    /// Without it a code that is still valid answers 409; also a query parameter of that name.
    public var invalidateExistingCode: Bool?

    public init(
        personID: Identifier, origin: ActivationOrigin, purpose: ActivationPurpose = .deviceBinding,
        deliveryMethod: ActivationDelivery = .snailMail, invalidateExistingCode: Bool? = nil
    ) {
        self.personID = personID
        self.origin = origin
        self.purpose = purpose
        self.deliveryMethod = deliveryMethod
        self.invalidateExistingCode = invalidateExistingCode
    }

    enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case origin, purpose
        case deliveryMethod = "delivery_method"
        case invalidateExistingCode = "invalidate_existing_code"
    }
}

/// An activation challenge; `code` is shown when it is made.
public struct ActivationChallenge: Sendable, Hashable, Codable {
    public var id: Identifier
    public var personID: Identifier?
    public var code: String?
    public var origin: ActivationOrigin?
    public var purpose: ActivationPurpose?
    public var deliveryMethod: ActivationDelivery?
    public var status: ActivationStatus?
    public var createdAt: Timestamp?
    public var expiresAt: Timestamp?

    public init(
        id: Identifier, personID: Identifier?, code: String? = nil, origin: ActivationOrigin? = nil,
        purpose: ActivationPurpose? = nil, deliveryMethod: ActivationDelivery? = nil, status: ActivationStatus? = nil,
        createdAt: Timestamp? = nil, expiresAt: Timestamp? = nil
    ) {
        self.id = id
        self.personID = personID
        self.code = code
        self.origin = origin
        self.purpose = purpose
        self.deliveryMethod = deliveryMethod
        self.status = status
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case personID = "person_id"
        case code, origin, purpose
        case deliveryMethod = "delivery_method"
        case status
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}
