/// The member `type` of a challenge.
public enum ChallengeType: OpenName {
    /// Binds a device: the OTP or activation code is signed.
    case signature
    /// Proves a bound device: a given text is signed.
    case device
    case sms
    case unknown(String)

    public static let known: [Self] = [.signature, .device, .sms]

    public var rawValue: String {
        switch self {
        case .signature: "signature"
        case .device: "device"
        case .sms: "sms"
        case .unknown(let raw): raw
        }
    }
}
