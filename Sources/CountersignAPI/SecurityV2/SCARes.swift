extension SecurityV2 {
    /// The state of a request for strong customer authentication, as answers carry it. The reference prints `{}`; the
    /// members are those of the sample in the group's other documentation. All may be absent.
    public struct SCARes: Sendable, Hashable, Codable {
        public var scaReferenceNumber: String?
        public var scaType: SCAType?
        /// Where the customer answers: `Client`, `SMS`, `Response` or `Push`.
        public var authorizeOn: String?
        public var additionalData: String?
        public var expiryDateTime: ZonelessTime?
        /// Calls of RegenerateSCA that are left.
        public var remainingResendCount: Int?
        /// Wrong one-time passwords that are left.
        public var remainingFailAttempt: Int?
        /// The encrypted one-time password, where it is delivered in the response.
        public var scaIdentification: String?
        public var startDateTime: ZonelessTime?
        /// What is to be authorized, as `Transfer`.
        public var title: String?

        public init(
            scaReferenceNumber: String? = nil, scaType: SCAType? = nil, authorizeOn: String? = nil,
            additionalData: String? = nil, expiryDateTime: ZonelessTime? = nil, remainingResendCount: Int? = nil,
            remainingFailAttempt: Int? = nil, scaIdentification: String? = nil, startDateTime: ZonelessTime? = nil,
            title: String? = nil
        ) {
            self.scaReferenceNumber = scaReferenceNumber
            self.scaType = scaType
            self.authorizeOn = authorizeOn
            self.additionalData = additionalData
            self.expiryDateTime = expiryDateTime
            self.remainingResendCount = remainingResendCount
            self.remainingFailAttempt = remainingFailAttempt
            self.scaIdentification = scaIdentification
            self.startDateTime = startDateTime
            self.title = title
        }

        enum CodingKeys: String, CodingKey {
            case scaReferenceNumber = "SCAReferenceNumber"
            case scaType = "SCAType"
            case authorizeOn = "AuthorizeOn"
            case additionalData = "AdditionalData"
            case expiryDateTime = "ExpiryDateTime"
            case remainingResendCount = "RemainingResendCount"
            case remainingFailAttempt = "RemainingFailAttempt"
            case scaIdentification = "SCAIdentification"
            case startDateTime = "StartDateTime"
            case title = "Title"
        }
    }
}
