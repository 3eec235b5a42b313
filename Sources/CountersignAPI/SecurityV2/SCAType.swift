extension SecurityV2 {
    /// Who authenticates the customer, and by what.
    public enum SCAType: OpenNumber {
        /// "Client Managed Authentication": the partner checks two factors of its own.
        case none
        /// A one-time password that the bank sends.
        case otp
        /// A question on the customer's registered device.
        case mobilePush
        case unknown(Int)

        public static let known: [Self] = [.none, .otp, .mobilePush]

        public var rawValue: Int {
            switch self {
            case .none: 0
            case .otp: 1
            case .mobilePush: 2
            case .unknown(let raw): raw
            }
        }

        public var name: String {
            switch self {
            case .none: "None"
            case .otp: "OTP"
            case .mobilePush: "MobilePush"
            case .unknown(let raw): String(raw)
            }
        }
    }
}
