/// How the customer authorizes: the field `delivery_method` of authorize. Values are case-sensitive.
///
/// Source: Solaris API reference, Change requests.
public enum DeliveryMethod: OpenName {
    /// An OTP by SMS to the person's verified mobile number; confirm carries `tan`.
    case mobileNumber
    /// A text to be signed by a bound device; confirm carries `signature`.
    case deviceSigning
    /// For tests: no SMS, the OTP is ``OneTimePassword/forTests``.
    case `static`
    case unknown(String)

    public static let known: [Self] = [.mobileNumber, .deviceSigning, .static]

    public var rawValue: String {
        switch self {
        case .mobileNumber: "mobile_number"
        case .deviceSigning: "device_signing"
        case .static: "static"
        case .unknown(let raw): raw
        }
    }
}
