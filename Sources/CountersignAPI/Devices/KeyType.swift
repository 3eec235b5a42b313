/// The kind of a device key. Source: Solaris API reference, Device binding: one value.
public enum KeyType: OpenName {
    /// ECDSA on NIST P-256.
    case ecdsaP256
    case unknown(String)

    public static let known: [Self] = [.ecdsaP256]

    public var rawValue: String {
        switch self {
        case .ecdsaP256: "ecdsa-p256"
        case .unknown(let raw): raw
        }
    }
}

/// What the customer proves a new device with. Source: Solaris API reference, Device binding.
public enum BindingChallengeType: OpenName {
    /// An OTP by SMS; the default.
    case sms
    /// A code that came by letter.
    case activationCode
    case unknown(String)

    public static let known: [Self] = [.sms, .activationCode]

    public var rawValue: String {
        switch self {
        case .sms: "sms"
        case .activationCode: "activation_code"
        case .unknown(let raw): raw
        }
    }
}
