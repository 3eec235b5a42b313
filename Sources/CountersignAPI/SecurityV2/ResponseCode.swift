extension SecurityV2 {
    /// What became of a request: `ResponseCode`, three digits as a string. Most failures of business travel in it with
    /// HTTP 200.
    ///
    /// Source: the card platform's developer portal for 000 and 900 to 908; 100, 101, 102 and 999 are this project's
    /// choice, since no list of the others is published.
    public enum ResponseCode: OpenName {
        case success
        /// No token, or one that is wrong, expired or revoked. HTTP 400.
        case authentication
        /// A member is missing or not of its documented form. HTTP 400.
        case validation
        /// There is no such SDK device.
        case notFound
        /// Strong customer authentication is needed: the answer carries the reference number.
        case scaRequired
        case userBlocked
        case otpNotSent
        /// No such reference number, or it has expired or was used.
        case scaMissing
        /// Blocked after too many wrong passwords or too many new ones.
        case otpBlocked
        case otpWrong
        /// The customer has no mobile number.
        case contactIncomplete
        /// Login by this method is not allowed: strong customer authentication is required.
        case loginNotAllowed
        /// The customer has not answered yet.
        case otpPending
        /// HTTP 500.
        case serverError
        case unknown(String)

        public static let known: [Self] = [
            .success, .authentication, .validation, .notFound, .scaRequired, .userBlocked, .otpNotSent, .scaMissing,
            .otpBlocked, .otpWrong, .contactIncomplete, .loginNotAllowed, .otpPending, .serverError,
        ]

        public var rawValue: String {
            switch self {
            case .success: "000"
            case .authentication: "100"
            case .validation: "101"
            case .notFound: "102"
            case .scaRequired: "900"
            case .userBlocked: "901"
            case .otpNotSent: "902"
            case .scaMissing: "903"
            case .otpBlocked: "904"
            case .otpWrong: "905"
            case .contactIncomplete: "906"
            case .loginNotAllowed: "907"
            case .otpPending: "908"
            case .serverError: "999"
            case .unknown(let raw): raw
            }
        }

        /// The HTTP status that goes with it.
        public var httpStatus: Int {
            switch self {
            case .authentication, .validation: 400
            case .serverError: 500
            default: 200
            }
        }
    }
}
