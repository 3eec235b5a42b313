extension SecurityV2 {
    /// Why a session ends.
    public enum LogoutReason: OpenNumber {
        case none, manuallyLogout, sessionTimeout, loggedIntoAnotherDevice, lostConnection, forceCloseTheApp
        case loginDisabled
        case unknown(Int)

        public static let known: [Self] = [
            .none, .manuallyLogout, .sessionTimeout, .loggedIntoAnotherDevice, .lostConnection, .forceCloseTheApp,
            .loginDisabled,
        ]

        public var rawValue: Int {
            switch self {
            case .none: 0
            case .manuallyLogout: 1
            case .sessionTimeout: 2
            case .loggedIntoAnotherDevice: 3
            case .lostConnection: 4
            case .forceCloseTheApp: 5
            case .loginDisabled: 6
            case .unknown(let raw): raw
            }
        }

        public var name: String {
            switch self {
            case .none: "None"
            case .manuallyLogout: "ManuallyLogout"
            case .sessionTimeout: "SessionTimeout"
            case .loggedIntoAnotherDevice: "LoggedIntoAnotherDevice"
            case .lostConnection: "LostConnection"
            case .forceCloseTheApp: "ForceCloseTheApp"
            case .loginDisabled: "LoginDisabled"
            case .unknown(let raw): String(raw)
            }
        }
    }
}
