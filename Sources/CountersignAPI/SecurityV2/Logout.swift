extension SecurityV2 {
    /// The body of `POST /security/logout`, which revokes the token that it is called with.
    public struct Logout: SecurityV2Request {
        public var logoutReason: LogoutReason?
        public var clientRequestReference: String?
        public var cultureID: Int?

        public init(
            logoutReason: LogoutReason? = nil, clientRequestReference: String? = nil, cultureID: Int? = nil
        ) {
            self.logoutReason = logoutReason
            self.clientRequestReference = clientRequestReference
            self.cultureID = cultureID
        }

        enum CodingKeys: String, CodingKey {
            case logoutReason = "LogoutReason"
            case clientRequestReference = "ClientRequestReference"
            case cultureID = "CultureID"
        }
    }
}
